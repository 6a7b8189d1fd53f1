/// The kind of a user's id in a request (`userIdType` of the public description).
public enum UserIdType: String, CaseIterable, Sendable {
    case userId = "user_id"
    case externalId = "external_id"
    case phone
    case email
    case username
    case identity
    case syncRelation = "sync_relation"
    case customField = "custom_field"
}
