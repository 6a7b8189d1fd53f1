import CSQLite
import Foundation
import SQLite
import TestSupport
import Testing

@Suite("A connection and its statements")
struct ConnectionTests {
    private static let insert = SQL("INSERT INTO numbers VALUES (?1)")
    private static let all = SQL("SELECT value FROM numbers ORDER BY value")
    private static let delete = SQL("DELETE FROM numbers WHERE value >= ?1")

    private let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:")
        try connection.execute("CREATE TABLE numbers (value INTEGER PRIMARY KEY)")
    }

    private func numbers() throws -> [Int64] {
        try connection.all(Self.all) { $0.integer(0) }
    }

    @Test("A SQLite connection returns how many rows a statement changed, and 0 for none")
    func changes() throws {
        for number in 1...5 { #expect(try connection.run(Self.insert, number) == 1) }
        #expect(try connection.run(Self.delete, 4) == 2)
        #expect(try connection.run(Self.delete, 4) == 0)
        #expect(try numbers() == [1, 2, 3])
    }

    @Test(
        "A SQLite connection counts all rows that were changed since it was opened, those of a rolled-back statement left out"
    )
    func totalChanges() throws {
        let before = connection.totalChanges
        for number in 1...5 { try connection.run(Self.insert, number) }
        try connection.run(Self.delete, 4)
        #expect(connection.totalChanges == before + 7)
        #expect(throws: SQLiteError.self) { try connection.run(Self.insert, 1) }
        _ = try numbers()
        #expect(connection.totalChanges == before + 7)
    }

    @Test("A SQLite connection counts no memory, which would take a lock for each allocation")
    func memoryStatistics() {
        #expect(sqlite3_memory_used() == 0)
    }

    @Test("A SQLite connection returns the row of the last insert")
    func lastRow() throws {
        try connection.run(Self.insert, 41)
        #expect(connection.lastInsertedRow == 41)
    }

    @Test("A SQLite connection reads the first row only, or nil when there is none")
    func first() throws {
        #expect(try connection.first(Self.all) { $0.integer(0) } == nil)
        for number in [3, 1, 2] { try connection.run(Self.insert, number) }
        #expect(try connection.first(Self.all) { $0.integer(0) } == 1)
    }

    @Test("A SQLite connection resets a statement after its first row, so that nothing stays locked")
    func released() throws {
        for number in 1...3 { try connection.run(Self.insert, number) }
        _ = try connection.first(Self.all) { $0.integer(0) }
        try connection.execute("DROP TABLE numbers")
    }

    @Test("A SQLite connection prepares a statement once, however often it runs")
    func cached() throws {
        for number in 1...3 {
            try connection.run(Self.insert, number)
            _ = try numbers()
        }
        #expect(connection.preparedStatements.sorted() == [Self.insert.text, Self.all.text].sorted())
    }

    @Test("A SQLite connection distinguishes statements of the same text")
    func identity() throws {
        let twin = SQL(Self.all.text)
        let sizes = try connection.all(Self.all) { _ in 1 }.count + connection.all(twin) { _ in 1 }.count
        #expect(sizes == 0)
        #expect(connection.preparedStatements == [Self.all.text, Self.all.text])
    }

    @Test("A SQLite connection prepares each of many statements once, and runs the one that is meant")
    func many() throws {
        let statements = (1...500).map { SQL("SELECT \($0)") }
        for _ in 1...3 {
            for (index, statement) in statements.enumerated() {
                #expect(try connection.first(statement) { $0.integer(0) } == Int64(index + 1))
            }
        }
        #expect(connection.preparedStatements.count == 500)
        for statement in statements { connection.discard(statement) }
        #expect(connection.preparedStatements == [])
        #expect(try connection.first(statements[499]) { $0.integer(0) } == 500)
        #expect(connection.preparedStatements == ["SELECT 500"])
    }

    @Test("A SQLite connection sees a table that was changed after the statement was prepared")
    func changedSchema() throws {
        try connection.run(Self.insert, 1)
        #expect(try numbers() == [1])
        try connection.execute("ALTER TABLE numbers ADD COLUMN word TEXT DEFAULT 'one'")
        #expect(try connection.first(SQL("SELECT * FROM numbers")) { $0.text(1) } == "one")
        #expect(try numbers() == [1])
    }

    @Test("A SQLite connection runs statement within statement, when they are two")
    func nested() throws {
        for number in 1...3 { try connection.run(Self.insert, number) }
        let query = SQL("SELECT count(*) FROM numbers WHERE value <= ?1")
        let counts = try connection.all(Self.all) { row in
            try? connection.first(query, row.integer(0)) { $0.integer(0) }
        }
        #expect(counts == [1, 2, 3])
    }

    @Test("A SQLite connection runs a script of several statements and stops at the first that fails")
    func script() throws {
        #expect(throws: SQLiteError.self) {
            try connection.execute(
                "INSERT INTO numbers VALUES (1); INSERT INTO nowhere VALUES (2); DELETE FROM numbers")
        }
        #expect(try numbers() == [1])
    }

    @Test(
        "A SQLite connection makes a file that is missing when it may write, and none when it may only read")
    func modes() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: SQLiteError.self) {
            _ = try Connection(path: folder.file("missing"), mode: .readOnly)
        }
        #expect(error?.code == 14)
        #expect(try folder.contents().isEmpty)
        try Connection(path: folder.file("made")).execute("CREATE TABLE a (b)")
        #expect(try folder.contents()["made"]?.starts(with: Data("SQLite format 3\0".utf8)) == true)
    }

    @Test(
        "A SQLite connection reads an immutable file of any name without leaving files",
        arguments: ["a", "50%20?a=b#c d"])
    func immutable(name: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.file(name)
        do {
            let writer = try Connection(path: path)
            try writer.configure(durability: .process)
            try writer.execute("CREATE TABLE a (b)")
        }
        let before = try folder.contents()
        #expect(before.keys.sorted() == [name])
        do {
            let reader = try Connection(path: path, mode: .immutable)
            #expect(try reader.first(SQL("SELECT count(*) FROM a")) { $0.integer(0) } == 0)
            let error = #expect(throws: SQLiteError.self) { try reader.execute("INSERT INTO a VALUES (1)") }
            #expect(error?.code == 8)
        }
        #expect(try folder.contents() == before)
        let error = #expect(throws: SQLiteError.self) {
            _ = try Connection(path: "\(path)x", mode: .immutable)
        }
        #expect(error?.code == 14)
    }

    @Test("A SQLite connection refuses to write through a connection for reading")
    func readOnly() throws {
        let folder = try TemporaryFolder()
        let path = folder.file("a")
        try Connection(path: path).execute("CREATE TABLE a (b)")
        let before = try folder.contents()
        do {
            let reader = try Connection(path: path, mode: .readOnly)
            #expect(try reader.first(SQL("SELECT count(*) FROM a")) { $0.integer(0) } == 0)
            let error = #expect(throws: SQLiteError.self) { try reader.execute("INSERT INTO a VALUES (1)") }
            #expect(error?.code == 8)
        }
        #expect(try folder.contents() == before)
    }
}
