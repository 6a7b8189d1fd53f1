// Memberships are inserted in the order of their groups, so an index by user is written in random order: once it is
// larger than the cache, almost every row costs a page. An index filled at the end is sorted first, and each page is
// written once. docs/decisions/0011 has the figures.

internal import SQLite

/// Indexes that are dropped while a large pool is filled, and created again after the last row.
struct DeferredIndexes {
    private static let script = SQL("SELECT sql FROM sqlite_schema WHERE name = ?1")

    private let connection: Connection
    private let scripts: [String]

    /// Drops indexes.
    ///
    /// - Throws: `SQLiteError`.
    init(_ names: [String], of connection: Connection) throws {
        self.connection = connection
        scripts = try names.map { try connection.first(Self.script, $0) { $0.text(0) } ?? "" }
        for name in names { try connection.execute("DROP INDEX \(name)") }
    }

    /// Creates and fills the indexes.
    ///
    /// - Throws: `SQLiteError`.
    func fill() throws {
        for script in scripts { try connection.execute(script) }
    }
}
