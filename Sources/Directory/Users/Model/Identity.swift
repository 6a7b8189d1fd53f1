internal import SQLite

/// The properties of a new identity (`CreateIdentityDto`).
public struct NewIdentity: Sendable {
    /// The type of an identity that is linked without a type (link-identity of the public description).
    public static let genericType = "generic"

    /// The id; nil to generate one.
    public var identityId: String?
    /// The id of the identity source; without a colon.
    public var extIdpId: String
    /// The kind of the source.
    public var provider: IdentityProvider
    /// The kind of the user's id there: `openid`, `unionid`, `primary` and others.
    public var type: String
    /// The user's id there.
    public var userIdInIdp: String
    /// The user's data there, as JSON text of an object.
    public var userInfoInIdp = "{}"
    /// A token for the source; stored, but never returned.
    public var accessToken: String?
    /// A token to renew the other one; stored, but never returned.
    public var refreshToken: String?
    /// The ids of the connections through which the identity was created.
    public var originConnIds: [String] = []

    /// Creates an identity with its required properties.
    public init(extIdpId: String, provider: IdentityProvider, type: String, userIdInIdp: String) {
        self.extIdpId = extIdpId
        self.provider = provider
        self.type = type
        self.userIdInIdp = userIdInIdp
    }
}

/// A user's identity in an outside identity source.
public struct Identity: Sendable {
    /// The vendor's id: 24 hexadecimal digits, or the id from a seed.
    public let identityId: String
    /// The id of the identity source.
    public let extIdpId: String
    /// The kind of the source.
    public let provider: String
    /// The kind of the user's id there.
    public let type: String
    /// The user's id there.
    public let userIdInIdp: String
    /// The user's data there, as JSON text of an object.
    public let userInfoInIdp: String
    /// A token for the source, if one was given.
    let accessToken: String?
    /// A token to renew the other one, if one was given.
    let refreshToken: String?
    /// The ids of the connections through which the identity was created, as JSON text of an array.
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
