internal import PoolEngine
internal import SQLite

/// Setting and removing single values of custom fields.
extension Roles {
    private static let withCustomData = SQL(
        "SELECT key, customData FROM roles WHERE customData IS NOT NULL")
    private static let setCustomData = SQL(
        "UPDATE roles SET customData = ?2, updatedAt = ifnull(?3, updatedAt) WHERE key = ?1")

    /// Sets values of a role; other values are unchanged.
    ///
    /// - Parameters:
    ///   - changes: JSON text of an object; a member that is `null` removes the value.
    ///   - reference: the role.
    /// - Throws: `NamespaceError.notFound`, `RoleError.notFound`, `CustomFieldError.valueRefused`, `SQLiteError`.
    func addCustomData(_ changes: String, to reference: RoleReference) throws {
        let role = try get(reference)
        try customFields.check(changes, of: .role)
        let merged = try CustomData.merging(changes, into: role.customData)
        try connection.run(Self.setCustomData, role.key, merged, environment.clock.now.milliseconds)
        let changed = try self.role(withKey: role.key)
        try emitUpdated(changed, since: nil)
        try emitRole(.roleCustomDataChanged, changed)
    }

    /// Removes the values of a field whose definition is deleted; the time of the last change is unchanged.
    ///
    /// - Throws: `SQLiteError`.
    func removeCustomValues(named name: String) throws {
        let null = CustomData.removal(of: name)
        for (key, customData) in try connection.all(
            Self.withCustomData, read: { ($0.integer(0), $0.text(1)) })
        {
            let rest = try CustomData.merging(null, into: customData)
            guard rest.utf8.count < customData.utf8.count else { continue }
            try connection.run(Self.setCustomData, key, rest, Int64?.none)
        }
    }
}
