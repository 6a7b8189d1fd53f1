internal import SQLite

/// What is known of an identity before a user has it (`CreateIdentityDto`).
public struct NewIdentity: Sendable {
    /// The type of an identity that is linked without naming one (link-identity of the public description).
    public static let genericType = "generic"

    /// The id, or nil to have one made.
    public var identityId: String?
    /// The id of the identity source; without a colon.
    public var extIdpId: String
    /// The kind of the source.
    public var provider: IdentityProvider
    /// What kind of id the user has there: `openid`, `unionid`, `primary` and others.
    public var type: String
    /// The user's id there.
    public var userIdInIdp: String
    /// What is known of the user there, as JSON text of an object.
    public var userInfoInIdp = "{}"
    /// A token for the source; kept, never answered.
    public var accessToken: String?
    /// A token to renew the other one; kept, never answered.
    public var refreshToken: String?
    /// The ids of the connections the identity came through.
    public var originConnIds: [String] = []

    /// An identity with what it cannot be without.
    public init(extIdpId: String, provider: IdentityProvider, type: String, userIdInIdp: String) {
        self.extIdpId = extIdpId
        self.provider = provider
        self.type = type
        self.userIdInIdp = userIdInIdp
    }
}

/// What a user is in an outside identity source.
public struct Identity: Sendable {
    /// The vendor's id: 24 hexadecimal digits, or what a seed pinned.
    public let identityId: String
    /// The id of the identity source.
    public let extIdpId: String
    /// The kind of the source.
    public let provider: String
    /// What kind of id the user has there.
    public let type: String
    /// The user's id there.
    public let userIdInIdp: String
    /// What is known of the user there, as JSON text of an object.
    public let userInfoInIdp: String
    /// A token for the source, if one was given.
    let accessToken: String?
    /// A token to renew the other one, if one was given.
    let refreshToken: String?
    /// The ids of the connections the identity came through, as JSON text of an array.
    public let originConnIds: String
}

extension Identity {
    /// The columns of a query over `user_identities` that `init(_:)` reads.
    static let columns = """
        identityId, extIdpId, provider, type, userIdInIdp, userInfoInIdp, accessToken, refreshToken, originConnIds
        """

    /// Reads a row of a query over `columns`.
    init(_ row: Row) {
        identityId = row.text(0)
        extIdpId = row.text(1)
        provider = row.text(2)
        type = row.text(3)
        userIdInIdp = row.text(4)
        userInfoInIdp = row.text(5)
        accessToken = row.optionalText(6)
        refreshToken = row.optionalText(7)
        originConnIds = row.text(8)
    }
}
