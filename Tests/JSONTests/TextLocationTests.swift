import JSON
import Testing

@Suite("Locations in a text")
struct TextLocationTests {
    @Test(
        "Locations in a JSON text count lines at LF, CR LF and CR, and columns in scalars",
        arguments: [
            ("", 0, 1, 1), ("abc", 0, 1, 1), ("abc", 2, 1, 3), ("a\nb", 1, 1, 2), ("a\nb", 2, 2, 1),
            ("a\r\nb", 3, 2, 1), ("a\rb", 2, 2, 1), ("a\r\rb", 3, 3, 1), ("\n\n\n", 3, 4, 1),
            ("a\n\rb", 3, 3, 1),
            ("你好x", 6, 1, 3), ("\u{1F600}x", 4, 1, 2), ("abc", 99, 1, 4), ("abc", -1, 1, 1),
        ])
    func location(text: String, offset: Int, line: Int, column: Int) {
        let location = TextLocation(of: offset, in: Array(text.utf8))
        #expect(location.line == line)
        #expect(location.column == column)
    }

    @Test("Locations in a JSON text say where an error is and what it is")
    func description() throws {
        let text = Array("{\n  \"名\": 01\n}".utf8)
        let error = try #require(ParseError.of(text))
        #expect(error.description(in: text) == "line 2, column 8: a number has a needless leading zero")
        #expect(error.description == "a number has a needless leading zero at byte 11")
    }

    @Test("Locations in a JSON text come with a message of its own for every rule")
    func messages() {
        let messages = ParseError.Kind.allCases.map(\.message)
        #expect(Set(messages).count == messages.count)
    }
}
