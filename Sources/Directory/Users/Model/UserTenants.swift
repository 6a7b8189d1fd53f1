internal import JSON
internal import SQLite

/// The tenants of users.
///
/// Tenants are not emulated; users and organizations only have their ids.
extension Users {
    private static let updateTenants = SQL("UPDATE users SET tenantIds = ?2 WHERE key = ?1")

    /// Sets the tenants of a new user that is known to exist, each once.
    ///
    /// - Throws: `SQLiteError`.
    func setTenants(_ ids: [String], of key: Int64) throws {
        guard !ids.isEmpty else { return }
        var seen: Set<ExactText> = []
        var writer = Writer()
        writer.beginArray()
        for id in ids where seen.insert(ExactText(id)).inserted { writer.string(id) }
        writer.endArray()
        try connection.run(Self.updateTenants, key, String(decoding: writer.finish(), as: UTF8.self))
    }
}
