import SQLite
import Testing

@Suite("Errors of SQLite")
struct SQLiteErrorTests {
    private static let insert = SQL("INSERT INTO people (id, name, friend) VALUES (?1, ?2, ?3)")

    private let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:")
        try connection.execute(
            """
            PRAGMA foreign_keys = ON;
            CREATE TABLE people (
                id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL CHECK (name <> 'nobody'),
                friend INTEGER REFERENCES people (id));
            CREATE TABLE pairs (a TEXT, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
            """)
        try connection.run(Self.insert, 1, "secret-alice", Int?.none)
    }

    private func failure(_ id: Int?, _ name: String?, _ friend: Int?) throws -> SQLiteError {
        try #require(throws: SQLiteError.self) { try connection.run(Self.insert, id, name, friend) }
    }

    @Test(
        "A SQLite error names the constraint that was broken by its extended code (https://sqlite.org/rescode.html)",
        arguments: [
            (2, "secret-alice", nil, 2067, true), (1, "secret-bob", nil, 1555, true),
            (2, nil, nil, 1299, false),
            (2, "nobody", nil, 275, false), (2, "secret-bob", 99, 787, false),
        ] as [(Int, String?, Int?, Int32, Bool)])
    func constraints(id: Int, name: String?, friend: Int?, code: Int32, isUnique: Bool) throws {
        let error = try failure(id, name, friend)
        #expect(error.code == 19)
        #expect(error.extendedCode == code)
        #expect(error.isUniqueViolation == isUnique)
        #expect(error.violatedColumns.isEmpty == !isUnique)
        #expect(!error.isCorruption)
    }

    @Test("A SQLite error has the statement in addition to its text, and values in neither")
    func privacy() throws {
        let error = try failure(2, "secret-alice", nil)
        #expect(error.sql == Self.insert.text)
        #expect(error.description.contains("2067"))
        #expect(error.description.contains("UNIQUE constraint failed: people.name"))
        #expect(!"\(error)".contains("INSERT") && !"\(error)".contains("secret"))
        #expect(!String(reflecting: error).contains("secret"))
    }

    @Test("A SQLite error names the columns of a unique index")
    func columns() throws {
        #expect(try failure(2, "secret-alice", nil).violatedColumns == ["people.name"])
        let insert = SQL("INSERT INTO pairs VALUES (?1, ?2)")
        try connection.run(insert, "a", "b")
        let error = #expect(throws: SQLiteError.self) { try connection.run(insert, "a", "b") }
        #expect(error?.violatedColumns == ["pairs.a", "pairs.b"])
    }

    @Test("A statement that failed can run again")
    func recovery() throws {
        _ = try failure(2, "secret-alice", nil)
        #expect(try connection.run(Self.insert, 2, "secret-bob", 1) == 1)
    }

    @Test(
        "A text that is not one valid statement is reported when it first runs",
        arguments: ["SELEC 1", "SELECT * FROM nowhere", "SELECT nothing FROM people"])
    func invalidStatement(text: String) {
        let error = #expect(throws: SQLiteError.self) { try connection.run(SQL(text)) }
        #expect(error?.code == 1)
        #expect(error?.sql == text)
    }

    @Test("A parameter that the statement does not have is reported")
    func surplusParameter() {
        let error = #expect(throws: SQLiteError.self) { try connection.run(SQL("SELECT ?1"), 1, 2) }
        #expect(error?.code == 25)
    }

    @Test("A SQLite error says why a file cannot be opened")
    func unopened() {
        let error = #expect(throws: SQLiteError.self) { _ = try Connection(path: "/nowhere/at/all") }
        #expect(error?.code == 14)
        #expect(error?.message == "unable to open database file")
        #expect(error?.sql == nil)
    }
}
