import SQLite
import Testing

@Suite("The recorder of statements")
struct StatementRecorderTests {
    private static let insert = SQL("INSERT INTO parents VALUES (?1)")
    private static let child = SQL("INSERT INTO children VALUES (?1, ?2)")
    private static let all = SQL("SELECT key FROM parents ORDER BY key")
    private static let delete = SQL("DELETE FROM parents WHERE key = ?1")
    private static let sum = SQL(
        """
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
        SELECT sum(i) FROM n
        """)

    private let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:")
        try connection.execute(
            """
            PRAGMA foreign_keys = ON;
            CREATE TABLE parents (key INTEGER PRIMARY KEY);
            CREATE TABLE children (
              key INTEGER PRIMARY KEY, parent INTEGER REFERENCES parents (key) ON DELETE CASCADE);
            CREATE TABLE noted (key INTEGER);
            CREATE VIRTUAL TABLE texts USING fts5 (text);
            CREATE TRIGGER added AFTER INSERT ON parents BEGIN
              INSERT INTO noted VALUES (new.key);
              INSERT INTO texts VALUES ('text ' || new.key);
            END;
            """)
    }

    private func taken() throws -> [StatementRuns] {
        try #require(connection.recorder).take()
    }

    @Test("A statement is recorded with its executions, and with the rows that it returned and changed")
    func rows() throws {
        try connection.run(Self.insert, 1)
        connection.setRecording(true)
        for key in 2...4 { try connection.run(Self.insert, key) }
        _ = try connection.all(Self.all) { $0.integer(0) }
        _ = try connection.first(Self.all) { $0.integer(0) }
        let runs = try taken()
        #expect(runs.map(\.sql.text) == [Self.insert.text, Self.all.text])
        #expect(runs.map(\.count) == [3, 2])
        #expect(runs.map(\.rowsRead) == [0, 5])
        #expect(runs[0].rowsChanged >= 6 && runs[1].rowsChanged == 0)
        #expect(try taken().isEmpty)
    }

    @Test(
        "Rows that a foreign key deletes count as changed, statements of triggers and of FTS5 are not listed")
    func cascades() throws {
        try connection.run(Self.insert, 1)
        for key in 1...5 { try connection.run(Self.child, key, 1) }
        connection.setRecording(true)
        try connection.run(Self.delete, 1)
        #expect(try taken().map(\.rowsChanged) == [6])
        try connection.run(Self.insert, 2)
        #expect(try taken().map(\.sql.text) == [Self.insert.text])
    }

    @Test("The time of a statement that runs while another is read belongs to itself alone")
    func nested() throws {
        for key in 1...2 { try connection.run(Self.insert, key) }
        connection.setRecording(true)
        _ = try connection.all(Self.all) { (_) throws(SQLiteError) in
            try connection.first(Self.sum) { $0.integer(0) }
        }
        let runs = try taken()
        #expect(runs.map(\.sql.text) == [Self.all.text, Self.sum.text])
        #expect(runs[1].count == 2 && runs[1].nanoseconds > 1_000_000)
        #expect(runs[0].nanoseconds > 0 && runs[0].nanoseconds < runs[1].nanoseconds)
    }

    @Test("A query that changes rows in between has changed none itself")
    func changesInBetween() throws {
        for key in 1...2 { try connection.run(Self.insert, key) }
        connection.setRecording(true)
        _ = try connection.all(Self.all) { (row) throws(SQLiteError) in
            try connection.run(Self.child, row.integer(0) + 10, row.integer(0))
        }
        #expect(try taken().map(\.rowsChanged) == [0, 2])
    }

    @Test("A failed statement is recorded, and one that is discarded and prepared again is recorded twice")
    func failures() throws {
        connection.setRecording(true)
        #expect(throws: SQLiteError.self) { try connection.run(Self.child, 1, 99) }
        let failed = try taken()
        #expect(failed.map(\.count) == [1] && failed.map(\.rowsChanged) == [0])
        try connection.run(Self.insert, 1)
        connection.discard(Self.insert)
        try connection.run(Self.insert, 2)
        #expect(try taken().map(\.count) == [2])
    }

    @Test("Nothing is recorded while recording is off")
    func off() throws {
        connection.setRecording(true)
        connection.setRecording(false)
        try connection.run(Self.insert, 1)
        #expect(connection.recorder == nil)
        connection.setRecording(true)
        #expect(try taken().isEmpty)
        try connection.run(Self.insert, 2)
        #expect(try taken().count == 1)
    }
}
