import Testing

@testable import MCP

/// Lines of received bytes.
@Suite("Lines")
struct LinesTests {
    private func lines(of pieces: [String], limit: Int = 10) -> [Lines.Line] {
        var lines = Lines(limit: limit)
        var found: [Lines.Line] = []
        for piece in pieces { lines.read(Array(piece.utf8)[...]) { found.append($0) } }
        lines.finish { found.append($0) }
        return found
    }

    private func text(_ text: String) -> Lines.Line { .text(Array(text.utf8)) }

    @Test("Lines are found wherever the pieces end, and the last one needs no line feed")
    func pieces() {
        #expect(lines(of: ["a", "b\n", "c\nd\ne"]) == [text("ab"), text("c"), text("d"), text("e")])
        #expect(lines(of: ["a\r\n"]) == [text("a\r")])
    }

    @Test("Blank lines are left out")
    func blanks() {
        #expect(lines(of: ["\n \r\n\t\n", ""]) == [])
    }

    @Test("A line above the limit is dropped, and the next one is read")
    func tooLong() {
        #expect(
            lines(of: ["0123456789\n", "0123456789", "a", "b\nc\n"]) == [
                text("0123456789"), .tooLong, text("c"),
            ])
        #expect(lines(of: ["0123456789a"]) == [.tooLong])
    }
}
