/// The counterpart of a user or a department in an outside directory (`UserSyncRelationDto`).
public struct SyncRelation: Sendable, Equatable {
    /// The kind of outside directory, `lark` for example; without a colon.
    public let provider: String
    /// The id there.
    public let userIdInIdp: String
    /// What is known there, as JSON text of an object.
    public let userInfoInIdp: String

    /// Describes a relation.
    public init(provider: String, userIdInIdp: String, userInfoInIdp: String = "{}") {
        self.provider = provider
        self.userIdInIdp = userIdInIdp
        self.userInfoInIdp = userInfoInIdp
    }
}

/// An id that names its source too: `<source>:<id there>` (users.md, Identity and formats).
struct SourcedId {
    /// What stands before the first colon.
    let source: String
    /// What stands behind it, further colons included.
    let id: String

    /// Splits an id; nil when there is no colon.
    init?(_ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        source = String(text[..<colon])
        id = String(text[text.index(after: colon)...])
    }
}
