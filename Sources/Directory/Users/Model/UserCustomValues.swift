internal import PoolEngine
internal import SQLite

/// Removing values of custom fields.
extension Users {
    private static let withCustomData = SQL(
        """
        SELECT u.key, u.customData FROM user_custom_values v JOIN users u ON u.key = v.userKey WHERE v.name = ?1
        """)
    private static let setCustomData = SQL("UPDATE users SET customData = ?2 WHERE key = ?1")

    /// Removes the values of a field whose definition is deleted; the time of the last change is unchanged.
    ///
    /// - Throws: `SQLiteError`.
    func removeCustomValues(named name: String) throws {
        let null = CustomData.removal(of: name)
        for (key, customData) in try connection.all(
            Self.withCustomData, name, read: { ($0.integer(0), $0.text(1)) })
        {
            let rest = try CustomData.merging(null, into: customData)
            guard rest.utf8.count < customData.utf8.count else { continue }
            try connection.run(Self.setCustomData, key, rest)
        }
    }
}
