import SQLite
import Testing

@Suite("Values bound and read")
struct BindableTests {
    private let connection: Connection
    private let identity = SQL("SELECT ?1, typeof(?1)")

    init() throws {
        connection = try Connection(path: ":memory:")
    }

    /// The value that is read back, and its type in SQLite.
    private func echo<Result>(_ value: some Bindable, read: (Row) -> Result) throws -> (Result, String) {
        try #require(try connection.first(identity, value) { (read($0), $0.text(1)) })
    }

    @Test("SQLite keeps integers of every size", arguments: [0, 1, -1, (1 << 53) + 1, .max, .min] as [Int64])
    func integers(number: Int64) throws {
        #expect(try echo(number) { $0.integer(0) } == (number, "integer"))
        #expect(try echo(Int(number)) { $0.optionalInteger(0) } == (number, "integer"))
    }

    @Test("SQLite keeps booleans as 0 and 1", arguments: [true, false])
    func truthValues(value: Bool) throws {
        #expect(try echo(value) { $0.bool(0) } == (value, "integer"))
        #expect(try echo(value) { $0.integer(0) }.0 == (value ? 1 : 0))
    }

    @Test("SQLite reads any number but 0 as true", arguments: [(2, true), (-1, true), (0, false)])
    func otherNumbers(number: Int, truth: Bool) throws {
        #expect(try echo(number) { $0.bool(0) }.0 == truth)
    }

    @Test(
        "SQLite keeps texts to the last byte, NUL and what looks like SQL included",
        arguments: [
            "", "a", "fifteen letters", "sixteen letters!", "a\0b", "\0", "额！ ", "e\u{301}", "👩‍👩‍👧",
            "'; DROP TABLE x --",
            String(repeating: "长", count: 100_000),
        ])
    func texts(text: String) throws {
        let (read, type) = try echo(text) { $0.text(0) }
        // Compared by bytes: strings that are canonically equivalent are equal.
        #expect(Array(read.utf8) == Array(text.utf8))
        #expect(type == "text")
    }

    @Test("SQLite binds a text that is a slice of another without copying what is around it")
    func bridgedText() throws {
        let slice = String("before|inside|after".dropFirst(7).prefix(6))
        #expect(try echo(slice) { $0.text(0) } == ("inside", "text"))
    }

    @Test(
        "SQLite keeps bytes",
        arguments: [[], [0], [0, 255, 0, 1], .init(repeating: 7, count: 100_000)] as [[UInt8]])
    func bytes(bytes: [UInt8]) throws {
        #expect(try echo(bytes) { $0.bytes(0) } == (bytes, "blob"))
    }

    @Test("A column distinguishes NULL from the empty text, the empty bytes and 0")
    func absence() throws {
        #expect(try echo(String?.none) { $0.isNull(0) } == (true, "null"))
        #expect(try echo([UInt8]?.none) { $0.isNull(0) } == (true, "null"))
        #expect(try echo(Int?.none) { $0.optionalInteger(0) } == (nil, "null"))
        #expect(try echo(String?.none) { $0.optionalText(0) } == (nil, "null"))
        #expect(try echo("") { $0.optionalText(0) } == ("", "text"))
        #expect(try echo([UInt8]()) { $0.isNull(0) } == (false, "blob"))
        #expect(try echo(Int?.some(0)) { $0.optionalInteger(0) } == (0, "integer"))
    }

    @Test("A column reads NULL as 0, the empty text and no bytes where absence has no meaning")
    func absenceAsDefault() throws {
        #expect(try echo(Int?.none) { $0.integer(0) }.0 == 0)
        #expect(try echo(Int?.none) { $0.bool(0) }.0 == false)
        #expect(try echo(String?.none) { $0.text(0) }.0 == "")
        #expect(try echo([UInt8]?.none) { $0.bytes(0) }.0 == [])
    }

    @Test("SQLite binds parameters in order, of mixed types")
    func order() throws {
        let query = SQL("SELECT ?3, ?1, ?2, ?4")
        let row = try connection.first(query, 7, "seven", true, String?.none) {
            ($0.bool(0), $0.integer(1), $0.text(2), $0.isNull(3))
        }
        #expect(try #require(row) == (true, 7, "seven", true))
    }

    @Test("A statement clears the values of the call before")
    func cleared() throws {
        let query = SQL("SELECT ?1, ?2")
        #expect(try connection.first(query, "a", "b") { $0.optionalText(1) } == "b")
        #expect(try connection.first(query, "a") { $0.isNull(1) } == true)
    }
}
