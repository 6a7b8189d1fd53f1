internal import PoolEngine
internal import SQLite
internal import Seeds

/// Copying and indexing the texts for keyword search, after the last user.
///
/// The trigram index of a large pool is written at once; otherwise it would be merged many times (docs/decisions/0011).
extension SeedBuild {
    private static let trigger = "user_texts_inserted"
    private static let script = SQL("SELECT sql FROM sqlite_schema WHERE name = ?1")

    /// The bytes of trigrams that are collected before they are written, while building and afterwards (the default of
    /// FTS5, https://sqlite.org/fts5.html, section 6).
    private static let gatheredBytes = (building: 24 * 1_024 * 1_024, later: 1_024 * 1_024)
    /// The number of segments of one level that are merged, while building (none) and afterwards (the default, section
    /// 6.1).
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
