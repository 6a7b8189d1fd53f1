internal import SQLite

/// What is known of an identity before a user has it (`CreateIdentityDto`).
package struct NewIdentity: Sendable {
    /// The type of an identity that is linked without naming one (link-identity of the public description).
    package static let genericType = "generic"

    /// The id, or nil to have one made.
    package var identityId: String?
    /// The id of the identity source; without a colon.
    package var extIdpId: String
    /// The kind of the source.
    package var provider: IdentityProvider
    /// What kind of id the user has there: `openid`, `unionid`, `primary` and others.
    package var type: String
    /// The user's id there.
    package var userIdInIdp: String
    /// What is known of the user there, as JSON text of an object.
    package var userInfoInIdp = "{}"
    /// A token for the source; kept, never answered.
    package var accessToken: String?
    /// A token to renew the other one; kept, never answered.
    package var refreshToken: String?
    /// The ids of the connections the identity came through.
    package var originConnIds: [String] = []

    /// An identity with what it cannot be without.
    package init(extIdpId: String, provider: IdentityProvider, type: String, userIdInIdp: String) {
        self.extIdpId = extIdpId
        self.provider = provider
        self.type = type
        self.userIdInIdp = userIdInIdp
    }
}

/// What a user is in an outside identity source.
package struct Identity: Sendable {
    /// The vendor's id: 24 hexadecimal digits, or what a seed pinned.
    package let identityId: String
    /// The id of the identity source.
    package let extIdpId: String
    /// The kind of the source.
    package let provider: String
    /// What kind of id the user has there.
    package let type: String
    /// The user's id there.
    package let userIdInIdp: String
    /// What is known of the user there, as JSON text of an object.
    package let userInfoInIdp: String
    /// A token for the source, if one was given.
    let accessToken: String?
    /// A token to renew the other one, if one was given.
    let refreshToken: String?
    /// The ids of the connections the identity came through, as JSON text of an array.
    package let originConnIds: String
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
