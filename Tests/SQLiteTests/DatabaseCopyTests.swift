import SQLite
import TestSupport
import Testing

@Suite("Copies of databases")
struct DatabaseCopyTests {
    private static let values = SQL("SELECT value FROM numbers ORDER BY value")

    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func make(_ name: String, _ number: Int) throws -> Connection {
        let connection = try Connection(path: folder.file(name))
        try connection.configure(durability: .process)
        try connection.execute(
            "CREATE TABLE numbers (value INTEGER); INSERT INTO numbers VALUES (\(number));")
        return connection
    }

    private func numbers(_ connection: Connection) throws -> [Int64] {
        try connection.all(Self.values) { $0.integer(0) }
    }

    @Test("A database copy replaces the content of another database")
    func replaced() throws {
        let (own, other) = (try make("own", 1), try make("other", 2))
        try own.replaceContents(withThoseOf: other)
        #expect(try numbers(own) == [2])
        #expect(try numbers(try Connection(path: folder.file("own"), mode: .readOnly)) == [2])
    }

    @Test("A database copy reports its pages in several steps, and ends with all of them")
    func reported() throws {
        let (own, other) = (try make("own", 1), try make("other", 2))
        try other.execute("CREATE TABLE large (bytes BLOB); INSERT INTO large VALUES (zeroblob(40000000));")
        var reports: [(done: Int, all: Int)] = []
        try own.replaceContents(withThoseOf: other) { reports.append(($0, $1)) }
        #expect(reports.count == 3 && reports.map(\.done) == reports.map(\.done).sorted())
        #expect(reports.last.map { $0.done == $0.all } == true && reports[0].done < reports[0].all)
        #expect(try numbers(own) == [2])
    }

    /// SQLite's copying answers a lock with a code that its end does not repeat.
    @Test("A database copy fails and changes nothing while another connection writes")
    func besideWriter() throws {
        let (own, other) = (try make("own", 1), try make("other", 2))
        let writer = try Connection(path: folder.file("own"))
        try writer.beginTransaction()
        try writer.execute("INSERT INTO numbers VALUES (3)")
        let error = #expect(throws: SQLiteError.self) { try own.replaceContents(withThoseOf: other) }
        #expect(error?.cause == .held)
        try writer.commitTransaction()
        #expect(try numbers(own) == [1, 3])
        try own.replaceContents(withThoseOf: other)
        #expect(try numbers(own) == [2])
    }

    @Test("A database copy fails and changes nothing while another connection has the source locked")
    func besideExclusiveOwner() throws {
        let own = try make("own", 1)
        let other = try Connection(path: folder.file("other"))
        try other.execute("CREATE TABLE numbers (value INTEGER); BEGIN EXCLUSIVE;")
        let reader = try Connection(path: folder.file("other"))
        let error = #expect(throws: SQLiteError.self) { try own.replaceContents(withThoseOf: reader) }
        #expect(error?.cause == .held)
        #expect(try numbers(own) == [1])
    }
}
