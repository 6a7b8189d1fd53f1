// Keywords are found by an index of trigrams (https://sqlite.org/fts5.html, section 4.3.4), which names users that may
// match; `user_texts` decides. Rejected: writing to the index with each user, which makes a small commit many times
// as expensive. So changed texts wait in `user_texts_to_index`, where a search reads them too, until there are enough
// of them for one write. The index keeps no texts and no positions, which makes it a third of the size.
// docs/decisions/0005-keywords-by-trigrams.md has the measurements.

internal import PoolEngine
internal import SQLite

/// The texts for keyword search: a folded copy of the texts of users (`CaseFolding`).
struct UserTexts: DomainStore {
    let directory: PoolTransaction

    /// The columns that are searched by default, in their order in `usual`.
    private static let usual = ["phone", "email", "name", "username", "nickname", "identityNumber"]
    /// Further columns that a request can name.
    private static let further = [
        "userId", "externalId", "company", "givenName", "familyName", "middleName", "profile",
        "preferredUsername", "website", "address", "formatted", "streetAddress", "postalCode",
    ]
    /// The separator of texts: U+001F, the unit separator.
    private static let separator: Unicode.Scalar = "\u{1F}"
    /// The most texts that wait to be indexed; searching them takes less than a millisecond.
    static let mostWaiting: Int64 = 1_000
    /// The most trigrams of a query; more would cost more than they exclude.
    private static let mostTrigrams = 4

    private static let copy = SQL(
        """
        INSERT INTO user_texts (key, usual, further)
        SELECT key, \(joined(usual)), \(joined(further)) FROM users WHERE key = ?1
        ON CONFLICT (key) DO UPDATE SET usual = excluded.usual, further = excluded.further
        WHERE usual <> excluded.usual OR further <> excluded.further
        """)
    /// Copies the texts of all users; the copy must be empty.
    static let copyAll = """
        INSERT INTO user_texts (key, usual, further) SELECT key, \(joined(usual)), \(joined(further)) FROM users
        """
    /// Adds all texts to the index, which must be empty.
    static let indexAll = """
        INSERT INTO user_text_index (rowid, text)
        SELECT key, json_quote(usual || char(31) || further) FROM user_texts ORDER BY key
        """
    private static let waiting = SQL("SELECT max(position) FROM user_texts_to_index")
    /// JSON text contains no NUL, at which the tokenizer would stop.
    private static let takeFromIndex = SQL(
        """
        INSERT INTO user_text_index (user_text_index, rowid, text)
        SELECT 'delete', userKey, json_quote(indexed) FROM user_texts_to_index
        WHERE indexed IS NOT NULL ORDER BY userKey
        """)
    private static let addToIndex = SQL(
        """
        INSERT INTO user_text_index (rowid, text)
        SELECT t.key, json_quote(t.usual || char(31) || t.further)
        FROM user_texts_to_index w CROSS JOIN user_texts t ON t.key = w.userKey ORDER BY w.userKey
        """)
    private static let clearWaiting = SQL("DELETE FROM user_texts_to_index")
    /// If more than an eighth of the users may match, reading all texts in order is cheaper.
    private static let isCommon = SQL(
        """
        SELECT count(*) > (SELECT count(*) FROM users) / 8 FROM (
            SELECT 1 FROM user_text_index WHERE user_text_index MATCH ?1
            LIMIT (SELECT count(*) FROM users) / 8 + 1
        )
        """)
    private static let quoted = SQL("SELECT json_quote(fold(?1))")

    /// A condition that is always true: a parameter that is missing in a statement could not be bound.
    ///
    /// The first parameter is never empty.
    static let mention = "coalesce(?1, ?2, ?3) <> ''"

    private static func joined(_ columns: [String]) -> String {
        "fold(\(columns.map { "ifnull(\($0), '')" }.joined(separator: " || char(31) || ")))"
    }

    /// Copies the texts of a new or changed user.
    ///
    /// - Throws: `SQLiteError`.
    func refresh(_ key: Int64) throws {
        try connection.run(Self.copy, key)
        try indexWhenMany()
    }

    /// Brings the index up to date when many texts have changed since.
    ///
    /// - Throws: `SQLiteError`.
    func indexWhenMany() throws {
        let count = try connection.first(Self.waiting) { $0.integer(0) } ?? 0
        if count >= Self.mostWaiting { try index() }
    }

    /// Brings the index up to date.
    ///
    /// - Throws: `SQLiteError`.
    func index() throws {
        try connection.run(Self.takeFromIndex)
        try connection.run(Self.addToIndex)
        try connection.run(Self.clearWaiting)
    }

    /// The SQL of a keyword search, with the parameters `?2`, the keywords, and `?3`, `match`; `?1` is for other
    /// conditions.
    struct Search {
        /// A query of the index; empty to not use it.
        let match: String
        /// A statement that reads the keys of users, as `t.key`, whose copied texts have the keywords.
        let keys: String
        /// Whether the results of `keys` need no check of the columns.
        let isExact: Bool
        /// The condition that a user `u` has the keywords in one of the columns.
        let condition: String
    }

    /// Plans a search for users with a text in one of some columns, ignoring case.
    ///
    /// - Parameters:
    ///   - keywords: the text, not empty.
    ///   - columns: the searched columns.
    /// - Returns: the parts of statements.
    /// - Throws: `SQLiteError`.
    func search(_ keywords: String, in columns: [UserColumn]) throws -> Search {
        let names = Set(columns.map(\.name))
        let match = try match(keywords)
        let isUsual = names.isSubset(of: Self.usual)
        var conditions = [
            isUsual
                ? "instr(t.usual, fold(?2)) > 0"
                : "(instr(t.usual, fold(?2)) > 0 OR instr(t.further, fold(?2)) > 0)"
        ]
        if !match.isEmpty {
            let found = """
                t.key IN (SELECT rowid FROM user_text_index WHERE user_text_index MATCH ?3
                    UNION ALL SELECT userKey FROM user_texts_to_index)
                """
            conditions.insert(found, at: 0)
        }
        conditions.append(Self.mention)
        let keys = "SELECT t.key FROM user_texts t WHERE \(conditions.joined(separator: " AND "))"
        let isExact =
            names == Set(Self.usual) && !keywords.unicodeScalars.contains(Self.separator)
        let matches = columns.map { "instr(fold(\($0.expression)), fold(?2)) > 0" }
        let columnsMatch = "(\(matches.isEmpty ? "0" : matches.joined(separator: " OR ")))"
        let isCopied = names.isSubset(of: Self.usual + Self.further)
        let condition =
            switch (isCopied, isExact) {
            case (false, _): columnsMatch
            case (true, true): "u.key IN (\(keys))"
            case (true, false): "u.key IN (\(keys)) AND \(columnsMatch)"
            }
        return Search(match: match, keys: keys, isExact: isExact, condition: condition)
    }

    /// The keys of the users with a text in one of some columns, in no order.
    ///
    /// - Parameters: as `search(_:in:)`.
    /// - Throws: `SQLiteError`.
    func keys(having keywords: String, in columns: [UserColumn]) throws -> [Int64] {
        let search = try search(keywords, in: columns)
        let select = SQL(
            "SELECT u.key FROM users u WHERE \(Self.mention) AND \(search.condition)")
        defer { connection.discard(select) }
        return try connection.all(select, "[]", keywords, search.match) { $0.integer(0) }
    }

    /// A query of the index for the trigrams of keywords.
    ///
    /// - Returns: trigrams in the quotes of FTS5 (https://sqlite.org/fts5.html, section 3.1), all of which must match;
    ///   empty for keywords of less than three characters, or if most users match.
    private func match(_ keywords: String) throws -> String {
        let text = try connection.first(Self.quoted, keywords) { $0.text(0) } ?? ""
        let scalars = Array(text.unicodeScalars.dropFirst().dropLast())
        guard scalars.count >= 3 else { return "" }
        let last = scalars.count - 3
        let count = min(last + 1, Self.mostTrigrams)
        let starts = (0..<count).map { count == 1 ? 0 : $0 * last / (count - 1) }
        let match = starts.map { start in
            let trigram = scalars[start..<(start + 3)].reduce(into: "") {
                $0 += $1 == "\"" ? "\"\"" : String($1)
            }
            return "\"\(trigram)\""
        }.joined(separator: " ")
        return try connection.first(Self.isCommon, match) { $0.bool(0) } ?? false ? "" : match
    }
}

extension UserColumn {
    /// The name in the table of users; for a computed value its expression.
    fileprivate var name: String { expression.hasPrefix("u.") ? String(expression.dropFirst(2)) : expression }
}
