import Foundation
import SQLite
import TestSupport
import Testing

@Suite("Settings in force")
struct SettingsTests {
    private let folder: TemporaryFolder
    private let connection: Connection
    private var path: String { folder.file("a") }

    init() throws {
        folder = try TemporaryFolder()
        connection = try Connection(path: folder.file("a"))
    }

    private func pragma(_ name: String) throws -> String? {
        try connection.first(SQL("PRAGMA \(name)")) { $0.text(0) }
    }

    private func size(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int)
    }

    @Test(
        "The durability sets the synchronous pragma (https://sqlite.org/pragma.html#pragma_synchronous)",
        arguments: [(Durability.process, "1"), (.power, "2")])
    func synchronous(durability: Durability, value: String) throws {
        try connection.configure(durability: durability)
        #expect(try pragma("synchronous") == value)
    }

    @Test(
        "Each pragma is set, whatever the build's defaults",
        arguments: Durability.allCases,
        [
            ("journal_mode", "wal"), ("foreign_keys", "1"), ("secure_delete", "0"), ("temp_store", "2"),
            ("cache_size", "-32000"), ("wal_autocheckpoint", "4000"), ("journal_size_limit", "134217728"),
            ("busy_timeout", "100"), ("page_size", "4096"), ("auto_vacuum", "0"), ("mmap_size", "0"),
        ])
    func pragmas(durability: Durability, setting: (name: String, value: String)) throws {
        try connection.configure(durability: durability)
        #expect(try pragma(setting.name) == setting.value)
    }

    @Test("A database in memory is configured too")
    func memory() throws {
        let connection = try Connection(path: ":memory:")
        try connection.configure(durability: .process)
        #expect(try connection.first(SQL("PRAGMA foreign_keys")) { $0.integer(0) } == 1)
        try connection.checkpoint()
    }

    @Test("A file that is no database is reported when it is configured")
    func noDatabase() throws {
        try Data(repeating: 7, count: 8_192).write(to: URL(filePath: folder.file("b")))
        let other = try Connection(path: folder.file("b"))
        let error = #expect(throws: SQLiteError.self) { try other.configure(durability: .process) }
        #expect(error?.isCorruption == true)
    }

    @Test("A checkpoint moves the log into the file and empties it, so that the file alone is the state")
    func checkpoint() throws {
        try connection.configure(durability: .process)
        try connection.execute("CREATE TABLE a (b); INSERT INTO a VALUES (1)")
        #expect(try size("\(path)-wal") > 0)
        try connection.checkpoint()
        #expect(try size("\(path)-wal") == 0)
        try FileManager.default.copyItem(atPath: path, toPath: folder.file("copy"))
        let copy = try Connection(path: folder.file("copy"))
        #expect(try copy.first(SQL("SELECT b FROM a")) { $0.integer(0) } == 1)
    }

    @Test("A checkpoint reports a reader that prevents emptying the log")
    func blockedCheckpoint() throws {
        try connection.configure(durability: .process)
        try connection.execute("CREATE TABLE a (b); INSERT INTO a VALUES (1)")
        let reader = try Connection(path: path)
        try reader.execute("BEGIN; SELECT * FROM a")
        try connection.execute("INSERT INTO a VALUES (2)")
        let error = #expect(throws: SQLiteError.self) { try connection.checkpoint() }
        #expect(error?.code == 5)
        try reader.execute("COMMIT")
        try connection.checkpoint()
        #expect(try size("\(path)-wal") == 0)
    }

    @Test("The log stays bounded without an explicit checkpoint")
    func boundedLog() throws {
        try connection.configure(durability: .process)
        try connection.execute("CREATE TABLE a (b)")
        let insert = SQL("INSERT INTO a VALUES (zeroblob(1000000))")
        for _ in 0..<30 { try connection.run(insert) }
        #expect(try size("\(path)-wal") < 20 * 1_024 * 1_024)
    }

    /// Makes a table of 1,000 pages, and deletes all rows but some.
    private func keep(_ rows: Int) throws {
        try connection.configure(durability: .process)
        try connection.execute("CREATE TABLE a (b INTEGER PRIMARY KEY, c)")
        let insert = SQL("INSERT INTO a VALUES (?1, zeroblob(4000))")
        try connection.inTransaction { for number in 1...1_000 { try connection.run(insert, number) } }
        try connection.run(SQL("DELETE FROM a WHERE b > ?1"), rows)
        try connection.checkpoint()
    }

    @Test(
        "Compaction rewrites a file that is mostly free, and no other",
        arguments: [(10, true), (490, true), (510, false), (900, false)])
    func shrinking(rows: Int, shrinks: Bool) throws {
        try keep(rows)
        #expect(try size(path) > 1_000 * 4_096)
        try connection.shrinkIfMostlyFree()
        try connection.checkpoint()
        #expect(try (size(path) < (rows + 20) * 4_096) == shrinks)
        #expect(try connection.first(SQL("SELECT count(*) FROM a")) { $0.integer(0) } == Int64(rows))
        #expect(try pragma("integrity_check") == "ok")
    }
}
