internal import JSON
internal import PoolEngine
internal import SQLite

/// The identities of users in outside identity sources.
public struct UserIdentities: DomainStore {
    let directory: PoolTransaction

    private static let ofUser = SQL(
        "SELECT \(Identity.columns) FROM user_identities WHERE userKey = ?1 ORDER BY key")
    private static let owner = SQL(
        "SELECT userKey FROM user_identities WHERE extIdpId = ?1 AND userIdInIdp = ?2 AND type = ?3")
    private static let providerOf = SQL(
        "SELECT provider FROM user_identities WHERE extIdpId = ?1 ORDER BY userIdInIdp, type LIMIT 1")
    private static let insert = SQL(
        """
        INSERT INTO user_identities (userKey, identityId, extIdpId, provider, type, userIdInIdp, userInfoInIdp,
            accessToken, refreshToken, originConnIds) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        """)
    private static let delete = SQL(
        """
        DELETE FROM user_identities WHERE userKey = ?1 AND extIdpId = ?2 AND (?3 IS NULL OR type = ?3)
        """)

    /// The identities of a user, in the order in which they were linked.
    ///
    /// - Throws: `SQLiteError`.
    public func list(of user: User) throws -> [Identity] {
        try connection.all(Self.ofUser, user.key, read: Identity.init)
    }

    /// Gives an identity to a user that is known to exist.
    ///
    /// - Throws: `SQLiteError`, with `isUniqueViolation` when a user has it, or another identity the id.
    func create(_ identity: NewIdentity, of userKey: Int64) throws {
        var connections = Writer()
        connections.beginArray()
        for id in identity.originConnIds { connections.string(id) }
        connections.endArray()
        try connection.run(
            Self.insert, userKey, identity.identityId ?? environment.newId(), identity.extIdpId,
            identity.provider.rawValue, identity.type, identity.userIdInIdp, identity.userInfoInIdp,
            identity.accessToken, identity.refreshToken,
            String(decoding: connections.finish(), as: UTF8.self))
    }

    /// Adds an identity to a user that is known to exist, without an event.
    ///
    /// - Returns: false if the user already has it.
    /// - Throws: `UserError.valueTaken` when another user has it, `SQLiteError`.
    @discardableResult
    func add(_ identity: NewIdentity, to userKey: Int64) throws -> Bool {
        let owner = try connection.first(
            Self.owner, identity.extIdpId, identity.userIdInIdp, identity.type
        ) { $0.integer(0) }
        if let owner {
            guard owner == userKey else { throw UserError.valueTaken(field: "userIdInIdp") }
            return false
        }
        try create(identity, of: userKey)
        return true
    }

    /// Links an identity to a user, unless the user already has it.
    ///
    /// Identity sources are not emulated, so the kind of the source is unknown: it is that of the source's other
    /// identities, or `oidc`.
    ///
    /// - Parameters:
    ///   - userIdInIdp: the user's id in the source.
    ///   - extIdpId: the id of the source.
    ///   - type: the kind of the id; nil for `generic`.
    ///   - userId: the vendor's id of the user.
    /// - Throws: `UserError.notFound`, `UserError.valueTaken` when another user has the identity, `SQLiteError`.
    public func link(_ userIdInIdp: String, of extIdpId: String, type: String?, to userId: String) throws {
        let key = try users.key(of: userId)
        let provider: IdentityProvider? = try connection.first(Self.providerOf, extIdpId) {
            (row) throws(SQLiteError) in try row.choice(0, of: "user_identities.provider")
        }
        let identity = NewIdentity(
            extIdpId: extIdpId, provider: provider ?? .oidc,
            type: type ?? NewIdentity.genericType, userIdInIdp: userIdInIdp)
        if try add(identity, to: key) { try users.emitAccountLinked(userId) }
    }

    /// Removes a user's identities in a source, if there are any.
    ///
    /// - Parameters:
    ///   - extIdpId: the id of the source.
    ///   - type: only those of a type; nil for all.
    ///   - userId: the vendor's id of the user.
    /// - Throws: `UserError.notFound`, `SQLiteError`.
    public func unlink(_ extIdpId: String, type: String?, from userId: String) throws {
        let key = try users.key(of: userId)
        guard try connection.run(Self.delete, key, extIdpId, type) > 0 else { return }
        try users.emitUpdated(userId, since: nil)
    }
}

extension Users {
    /// The identities of users in outside identity sources.
    public var identities: UserIdentities { UserIdentities(directory: directory) }
}
