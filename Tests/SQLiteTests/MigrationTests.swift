import Foundation
import SQLite
import TestSupport
import Testing

@Suite("Schemas and migrations")
struct MigrationTests {
    private static let first = Migration(version: 1, script: "CREATE TABLE a (b); INSERT INTO a VALUES (1)")
    private static let second = Migration(
        version: 2, script: "ALTER TABLE a ADD COLUMN c; UPDATE a SET c = b + 1")
    private static let broken = Migration(version: 2, script: "CREATE TABLE d (e); CREATE TABLE a (b)")

    private let folder: TemporaryFolder
    private var path: String { folder.file("a") }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func schema(_ migrations: Migration...) -> Schema {
        Schema(applicationId: 0x1234, migrations: migrations)
    }

    /// Makes the file and closes it.
    private func make(_ script: String) throws {
        try Connection(path: path).execute(script)
    }

    private func version() throws -> Int64? {
        try Connection(path: path, mode: .readOnly).first(SQL("PRAGMA user_version")) { $0.integer(0) }
    }

    /// Runs a check and a migration that must be refused, and sees that not a byte has changed.
    private func refusal(_ schema: Schema) throws -> SchemaRefusal {
        let before = try folder.contents()
        let checked = try #require(throws: SchemaRefusal.self) {
            _ = try schema.check(try Connection(path: path, mode: .readOnly))
        }
        let migrated = try #require(throws: SchemaRefusal.self) {
            try schema.migrate(try Connection(path: path))
        }
        #expect(checked == migrated)
        #expect(try folder.contents() == before)
        return checked
    }

    @Test("A migration applies every step to a new database and marks it")
    func fresh() throws {
        let connection = try Connection(path: path)
        let schema = schema(Self.first, Self.second)
        #expect(try schema.check(connection) == 0)
        try schema.migrate(connection)
        #expect(try schema.check(connection) == 2)
        #expect(try connection.first(SQL("SELECT c FROM a")) { $0.integer(0) } == 2)
        #expect(try connection.first(SQL("PRAGMA application_id")) { $0.integer(0) } == 0x1234)
    }

    @Test("A migration applies only the missing steps to an older database")
    func older() throws {
        try schema(Self.first).migrate(try Connection(path: path))
        try schema(Self.first, Self.second).migrate(try Connection(path: path))
        #expect(try version() == 2)
    }

    @Test("A migration leaves a database that is up to date as it is")
    func upToDate() throws {
        let schema = schema(Self.first, Self.second)
        try schema.migrate(try Connection(path: path))
        let before = try folder.contents()
        try schema.migrate(try Connection(path: path))
        #expect(try folder.contents() == before)
    }

    @Test("A failed migration is rolled back, and earlier ones are kept")
    func failingStep() throws {
        #expect(throws: SQLiteError.self) {
            try schema(Self.first, Self.broken).migrate(try Connection(path: path))
        }
        #expect(try version() == 1)
        let tables = SQL("SELECT name FROM sqlite_schema")
        #expect(try Connection(path: path).all(tables) { $0.text(0) } == ["a"])
    }

    @Test("A migration refuses a database of a newer program and leaves it untouched")
    func newer() throws {
        try schema(Self.first, Self.second).migrate(try Connection(path: path))
        #expect(try refusal(schema(Self.first)) == .newer(found: 2, known: 1))
    }

    @Test(
        "A migration refuses a database of another program and leaves it untouched",
        arguments: [
            "CREATE TABLE theirs (a)", "PRAGMA user_version = 1",
            "PRAGMA application_id = 99; CREATE TABLE theirs (a)",
            "PRAGMA application_id = 99", "CREATE TABLE theirs (a); PRAGMA user_version = 9",
        ])
    func foreign(script: String) throws {
        try make(script)
        #expect(try refusal(schema(Self.first)) == .foreign)
    }

    @Test(
        "A migration refuses a file that is no database and leaves it untouched",
        arguments: ["hello", String(repeating: "not a database ", count: 1_000)])
    func noDatabase(text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: path))
        #expect(try refusal(schema(Self.first)) == .damaged("file is not a database"))
    }

    @Test("A migration refuses a database that lost its end and leaves it untouched")
    func truncated() throws {
        try schema(Self.first).migrate(try Connection(path: path))
        let whole = try Data(contentsOf: URL(filePath: path))
        try whole.prefix(1_000).write(to: URL(filePath: path))
        guard case .damaged = try refusal(schema(Self.first)) else {
            Issue.record("not refused as damaged")
            return
        }
    }

    @Test("A refused migration says what to do")
    func descriptions() {
        #expect("\(SchemaRefusal.foreign)".contains("another program"))
        #expect("\(SchemaRefusal.newer(found: 7, known: 3))".contains("schema 7"))
        #expect("\(SchemaRefusal.newer(found: 7, known: 3))".contains("up to 3"))
        #expect("\(SchemaRefusal.damaged("bad page"))".contains("bad page"))
    }
}
