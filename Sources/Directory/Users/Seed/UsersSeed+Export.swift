internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

extension SeedExport {
    private static let identities = SQL(
        "SELECT \(Identity.columns) FROM user_identities WHERE userKey = ?1 ORDER BY key")
    private static let userSyncRelations = SQL(
        """
        SELECT provider, userIdInIdp, userInfoInIdp FROM user_sync_relations WHERE userKey = ?1 ORDER BY provider
        """)

    /// Writes a user.
    ///
    /// - Throws: `SQLiteError`.
    mutating func write(_ user: User) throws {
        writer.beginObject()
        writer.member("userId", user.userId)
        if user.status != .activated { writer.member("status", user.status.rawValue) }
        if user.gender != .unknown { writer.member("gender", user.gender.rawValue) }
        if user.emailVerified { writer.member("emailVerified", true) }
        if user.phoneVerified { writer.member("phoneVerified", true) }
        for attribute in UserAttribute.allCases {
            guard let value = user.attributes[attribute] else { continue }
            writer.name(attribute.rawValue)
            writer.string(value)
        }
        if let id = user.mainDepartmentId { writer.member("mainDepartmentId", id) }
        try writeCredentials(of: user)
        try writePast(of: user)
        write(rawText: user.customData, as: "customData")
        try writeRelations(of: user)
        writer.endObject()
    }

    /// Writes a user's past, if there is one.
    ///
    /// - Throws: `SQLiteError`.
    private mutating func writePast(of user: User) throws {
        writeTimes(user.createdAt, user.updatedAt)
        if let time = user.statusChangedAt { writer.member("statusChangedAt", time.iso8601) }
        if let time = user.passwordLastSetAt {
            let isUnderstood = try time == createdAt && transaction.users.passwordHash(of: user) != nil
            if !isUnderstood { writer.member("passwordLastSetAt", time.iso8601) }
        }
        if let time = user.lastLogin { writer.member("lastLogin", time.iso8601) }
        if user.loginsCount != 0 { writer.member("loginsCount", user.loginsCount) }
        if user.userSourceType != .adminCreated {
            writer.member("userSourceType", user.userSourceType.rawValue)
        }
        if let id = user.userSourceId { writer.member("userSourceId", id) }
    }

    /// Writes the tenants, identities and sync relations of a user.
    ///
    /// - Throws: `SQLiteError`.
    private mutating func writeRelations(of user: User) throws {
        write(rawText: user.tenantIds, as: "tenantIds")
        let identities = try connection.all(Self.identities, user.key, read: Identity.init)
        if !identities.isEmpty {
            writer.name("identities")
            writer.beginArray()
            for identity in identities { write(identity) }
            writer.endArray()
        }
        write(syncRelations: try connection.all(Self.userSyncRelations, user.key, read: SyncRelation.init))
    }

    private mutating func write(_ identity: Identity) {
        writer.beginObject()
        writer.member("identityId", identity.identityId)
        writer.member("extIdpId", identity.extIdpId)
        writer.member("provider", identity.provider)
        writer.member("type", identity.type)
        writer.member("userIdInIdp", identity.userIdInIdp)
        if identity.userInfoInIdp != "{}" { write(rawText: identity.userInfoInIdp, as: "userInfoInIdp") }
        if let token = identity.accessToken { writer.member("accessToken", token) }
        if let token = identity.refreshToken { writer.member("refreshToken", token) }
        if identity.originConnIds != "[]" { write(rawText: identity.originConnIds, as: "originConnIds") }
        writer.endObject()
    }
}
