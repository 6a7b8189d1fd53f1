// Memberships come in the order of their groups, so an index of memberships by user is written at random places: once
// it is larger than the cache, nearly each row costs a page. Filled at the end, its rows are sorted first and each page
// is written once. docs/decisions/0011 has the figures.

internal import SQLite

/// Indexes that are taken out of the schema while a large pool is filled, and put back when all rows are there.
struct DeferredIndexes {
    private static let script = SQL("SELECT sql FROM sqlite_schema WHERE name = ?1")

    private let connection: Connection
    private let scripts: [String]

    /// Takes indexes out.
    ///
    /// - Throws: `SQLiteError`.
    init(_ names: [String], of connection: Connection) throws {
        self.connection = connection
        scripts = try names.map { try connection.first(Self.script, $0) { $0.text(0) } ?? "" }
        for name in names { try connection.execute("DROP INDEX \(name)") }
    }

    /// Fills the indexes.
    ///
    /// - Throws: `SQLiteError`.
    func fill() throws {
        for script in scripts { try connection.execute(script) }
    }
}
