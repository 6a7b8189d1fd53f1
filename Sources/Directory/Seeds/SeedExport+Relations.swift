internal import JSON
internal import SQLite

/// What ties users and departments to the outside, written back.
extension SeedExport {
    private static let identities = SQL(
        "SELECT \(Identity.columns) FROM user_identities WHERE userKey = ?1 ORDER BY key")
    private static let userRelations = relations("user_sync_relations WHERE userKey")
    private static let departmentRelations = relations("department_sync_relations WHERE departmentKey")

    private static func relations(_ table: String) -> SQL {
        SQL("SELECT provider, userIdInIdp, userInfoInIdp FROM \(table) = ?1 ORDER BY provider")
    }

    /// Writes the tenants, identities and relations of a user.
    ///
    /// - Throws: `SQLiteError`.
    mutating func writeRelations(of user: User) throws {
        write(rawText: user.tenantIds, as: "tenantIds")
        let identities = try connection.all(Self.identities, user.key, read: Identity.init)
        if !identities.isEmpty {
            writer.name("identities")
            writer.beginArray()
            for identity in identities { write(identity) }
            writer.endArray()
        }
        try writeSyncRelations(Self.userRelations, of: user.key)
    }

    /// Writes the relations of a department.
    ///
    /// - Throws: `SQLiteError`.
    mutating func writeSyncRelations(of department: Department) throws {
        try writeSyncRelations(Self.departmentRelations, of: department.key)
    }

    /// Writes a member with JSON text as it is kept; nothing when there is none.
    mutating func write(rawText text: String?, as name: StaticString) {
        guard let text else { return }
        writer.name(name)
        writer.raw(Array(text.utf8))
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

    private mutating func writeSyncRelations(_ query: SQL, of key: Int64) throws {
        let relations = try connection.all(query, key) {
            SyncRelation(provider: $0.text(0), userIdInIdp: $0.text(1), userInfoInIdp: $0.text(2))
        }
        guard !relations.isEmpty else { return }
        writer.name("syncRelations")
        writer.beginArray()
        for relation in relations {
            writer.beginObject()
            writer.member("provider", relation.provider)
            writer.member("userIdInIdp", relation.userIdInIdp)
            if relation.userInfoInIdp != "{}" { write(rawText: relation.userInfoInIdp, as: "userInfoInIdp") }
            writer.endObject()
        }
        writer.endArray()
    }
}
