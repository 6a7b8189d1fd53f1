import SQLite
import Testing

@Suite("Texts of neighbouring columns")
struct TextColumnsTests {
    private static let query = SQL("SELECT 7, ?1, ?2, ?3, 8")

    private func columns(_ texts: [String?]) throws -> TextColumns {
        let connection = try Connection(path: ":memory:")
        let columns = try connection.first(Self.query, texts[0], texts[1], texts[2]) {
            $0.texts(from: 1, count: 3)
        }
        return try #require(columns)
    }

    @Test(
        "Texts of neighbouring columns are read as they are in the row",
        arguments: [
            ["a", "bcd", "é你\0x"], [nil, nil, nil], ["", nil, ""], [nil, "x", nil], ["x", nil, nil],
            [nil, nil, "x"],
        ] as [[String?]])
    func values(texts: [String?]) throws {
        let columns = try columns(texts)
        for index in 0..<3 {
            #expect(columns[index] == texts[index])
            #expect(columns.isNull(index) == (texts[index] == nil))
            #expect(columns.withText(index) { [UInt8]($0) } == Array((texts[index] ?? "").utf8))
        }
    }

    @Test("Texts of neighbouring columns are converted where they are no text")
    func numbers() throws {
        let connection = try Connection(path: ":memory:")
        let columns = try connection.first(Self.query, 12, 3, true) { $0.texts(from: 0, count: 5) }
        #expect(try #require(columns)[0] == "7" && columns?[1] == "12" && columns?[4] == "8")
    }
}
