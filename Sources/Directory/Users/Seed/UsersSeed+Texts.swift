internal import PoolEngine
internal import SQLite
internal import Seeds

/// The texts that keywords are searched in, which are copied and indexed when all users are there.
///
/// The index of trigrams of a large pool is written at once: it would otherwise be merged again and again
/// (docs/decisions/0011).
extension SeedBuild {
    private static let trigger = "user_texts_inserted"
    private static let script = SQL("SELECT sql FROM sqlite_schema WHERE name = ?1")

    /// How many bytes of trigrams are gathered before they are written, while building and afterwards (the default of
    /// FTS5, https://sqlite.org/fts5.html, section 6).
    private static let gatheredBytes = (building: 24 * 1_024 * 1_024, later: 1_024 * 1_024)
    /// How many pieces of one size are merged, while building (none) and afterwards (the default, section 6.1).
    private static let merged = (building: 0, later: 4)

    /// Copies the texts of all users, and indexes them.
    ///
    /// - Throws: `SQLiteError`.
    func fillTexts() throws {
        guard isLarge else {
            try connection.execute(UserTexts.copyAll)
            return try transaction.users.texts.indexWhenMany()
        }
        let script = try connection.first(Self.script, Self.trigger) { $0.text(0) } ?? ""
        try connection.execute("DROP TRIGGER \(Self.trigger)")
        try connection.execute(UserTexts.copyAll)
        try connection.execute(script)
        try configureIndex("hashsize", Self.gatheredBytes.building)
        try configureIndex("automerge", Self.merged.building)
        try connection.execute(UserTexts.indexAll)
        try configureIndex("automerge", Self.merged.later)
        try configureIndex("hashsize", Self.gatheredBytes.later)
    }

    private func configureIndex(_ name: String, _ value: Int) throws(SQLiteError) {
        try connection.execute(
            "INSERT INTO user_text_index (user_text_index, rank) VALUES ('\(name)', \(value))")
    }
}
