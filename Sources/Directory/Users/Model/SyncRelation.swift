/// The counterpart of a user or a department in an outside directory (`UserSyncRelationDto`).
public struct SyncRelation: Sendable, Equatable {
    /// The kind of outside directory, such as `lark`; without a colon.
    public let provider: String
    /// The id there.
    public let userIdInIdp: String
    /// The data there, as JSON text of an object.
    public let userInfoInIdp: String

    public init(provider: String, userIdInIdp: String, userInfoInIdp: String = "{}") {
        self.provider = provider
        self.userIdInIdp = userIdInIdp
        self.userInfoInIdp = userInfoInIdp
    }
}

/// An id with its source: `<source>:<id there>` (users.md, Identity and formats).
struct SourcedId {
    /// The text before the first colon.
    let source: String
    /// The text after it, including further colons.
    let id: String

    /// Splits an id; nil if there is no colon.
    init?(_ text: String) {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        source = String(text[..<colon])
        id = String(text[text.index(after: colon)...])
    }
}
