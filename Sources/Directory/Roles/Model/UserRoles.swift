internal import PoolEngine
internal import SQLite

/// The roles of users.
extension Roles {
    /// Each key is looked up, since a user holds few of the roles of a namespace.
    private static let ofUser = SQL(
        """
        SELECT \(Role.columns) FROM \(Role.tables)
        WHERE r.key IN (\(RoleHolding.keys(ofUser: "?1", at: "?3"))) AND +r.namespaceKey = ?2 ORDER BY r.key DESC
        """)
    private static let isEffective = SQL(
        "SELECT 1 WHERE ?2 IN (\(RoleHolding.effectiveKeys(ofUser: "?1", at: "?3")))")

    /// The roles of a namespace that a user holds now, directly or by a department.
    ///
    /// - Parameters:
    ///   - user: the user.
    ///   - namespace: the code of the namespace; nil for `default`.
    /// - Returns: the roles, also disabled ones; newest role first.
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    public func list(of user: User, in namespace: String?) throws -> [Role] {
        let namespaceKey = try namespaces.key(of: namespace)
        return try connection.all(
            Self.ofUser, user.key, namespaceKey, environment.clock.now.milliseconds, read: Role.init)
    }

    /// Whether a user holds one of some roles now that is not disabled; unknown roles and namespaces are held by no
    /// user.
    ///
    /// - Throws: `SQLiteError`.
    public func hasAny(_ references: [RoleReference], _ user: User) throws -> Bool {
        let now = environment.clock.now.milliseconds
        return try references.contains { reference in
            guard let key = try findKnownKey(of: reference) else { return false }
            return try connection.first(Self.isEffective, user.key, key, now) { _ in true } ?? false
        }
    }

    private func findKnownKey(of reference: RoleReference) throws -> Int64? {
        do {
            return try findKey(of: reference)
        } catch NamespaceError.notFound {
            return nil
        }
    }
}
