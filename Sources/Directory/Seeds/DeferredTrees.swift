// Memberships come in the order of their groups, so the tree of memberships by user is written at random places: once
// it is larger than the cache, nearly each row costs a page. Filled at the end, its rows are sorted first and each page
// is written once. The same holds for the index of trigrams, which is otherwise merged again and again.
// docs/decisions/0011 has the figures.

internal import SQLite

/// What is taken out of the schema while a large pool is filled, and put back when all rows are there.
struct DeferredTrees {
    private static let memberships = ["group_members_by_user", "department_members_by_user"]
    private static let textTrigger = "user_texts_inserted"
    private static let script = SQL("SELECT sql FROM sqlite_schema WHERE name = ?1")

    /// How many bytes of trigrams are gathered before they are written, while building and afterwards (the default of
    /// FTS5, https://sqlite.org/fts5.html, section 6).
    private static let gatheredBytes = (building: 24 * 1_024 * 1_024, later: 1_024 * 1_024)
    /// How many pieces of one size are merged, while building (none) and afterwards (the default, section 6.1).
    private static let merged = (building: 0, later: 4)

    private let connection: Connection
    private let membershipScripts: [String]
    private let triggerScript: String

    /// Takes them out.
    ///
    /// - Throws: `SQLiteError`.
    init(of connection: Connection) throws {
        self.connection = connection
        func script(of name: String) throws -> String {
            try connection.first(Self.script, name) { $0.text(0) } ?? ""
        }
        membershipScripts = try Self.memberships.map(script)
        triggerScript = try script(of: Self.textTrigger)
        for name in Self.memberships { try connection.execute("DROP INDEX \(name)") }
        try connection.execute("DROP TRIGGER \(Self.textTrigger)")
    }

    /// Fills the trees of memberships by user.
    ///
    /// - Throws: `SQLiteError`.
    func fillMemberships() throws {
        for script in membershipScripts { try connection.execute(script) }
    }

    /// Copies the texts of all users, and indexes them.
    ///
    /// - Throws: `SQLiteError`.
    func fillTexts() throws {
        try Self.copyTexts(on: connection)
        try connection.execute(triggerScript)
        func configure(_ name: String, _ value: Int) throws {
            try connection.execute(
                "INSERT INTO user_text_index (user_text_index, rank) VALUES ('\(name)', \(value))")
        }
        try configure("hashsize", Self.gatheredBytes.building)
        try configure("automerge", Self.merged.building)
        try connection.execute(UserTexts.indexAll)
        try configure("automerge", Self.merged.later)
        try configure("hashsize", Self.gatheredBytes.later)
    }

    /// Copies the texts of all users of a pool in which no text was copied yet.
    ///
    /// - Throws: `SQLiteError`.
    static func copyTexts(on connection: Connection) throws {
        try connection.execute(UserTexts.copyAll)
    }
}
