internal import Contract
internal import JSON
internal import PoolEngine

/// The relation of a user or a department to an outside directory in replies (`UserSyncRelationDto`).
struct UserSyncRelationDto {
    let relation: SyncRelation

    /// Writes the object.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("provider", relation.provider)
        writer.member("userIdInIdp", relation.userIdInIdp)
        writer.name("userInfoInIdp")
        writer.raw(Array(relation.userInfoInIdp.utf8))
        writer.endObject()
    }
}
