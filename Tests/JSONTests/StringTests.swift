import JSON
import Testing

@Suite("Strings")
struct StringTests {
    static let contents: [(text: String, contents: String)] = [
        (#""""#, ""),
        (#""developer""#, "developer"),
        (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
        (#""\u0041\u00e9\u4F60\uFFFF""#, "A\u{E9}你\u{FFFF}"),
        (#""\u007f\u0080\u07ff\u0800\ud7ff\ue000""#, "\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}"),
        (#""\ud83d\ude00\uD800\uDC00\uDBFF\uDFFF""#, "\u{1F600}\u{10000}\u{10FFFF}"),
        (#""a\u0000b""#, "a\0b"),
        (#""额！ ""#, "额！ "),
        (#""é\n你\\""#, "é\n你\\"),
        (#""\\u0041""#, "\\u0041"),
    ]

    @Test("Strings in JSON decode to their contents", arguments: contents)
    func decode(text: String, contents: String) throws {
        let string = try #require(try Document(text).root.string)
        #expect(Array(string.unicodeScalars) == Array(contents.unicodeScalars))
    }

    @Test("Strings in JSON equal only their contents", arguments: contents)
    func equality(text: String, contents: String) throws {
        let root = try Document(text).root
        #expect(root.isString(equalTo: contents))
        #expect(!root.isString(equalTo: contents + "x"))
        #expect(!root.isString(equalTo: contents + "\0"))
        #expect(!root.isString(equalTo: "x" + contents.dropFirst()))
        if !contents.isEmpty { #expect(!root.isString(equalTo: String(contents.unicodeScalars.dropLast()))) }
    }

    @Test("Strings in JSON are not equal to canonically equivalent text")
    func canonicalEquivalence() throws {
        #expect("e\u{301}" == "\u{E9}")
        #expect(try !Document(#""\u00e9""#).root.isString(equalTo: "e\u{301}"))
        #expect(try !Document("\"\u{E9}\"").root.isString(equalTo: "e\u{301}"))
    }

    @Test("Strings in JSON decode every scalar alike, written raw or as an escape")
    func everyScalar() throws {
        for value in stride(from: UInt32(0x20), through: 0x10FFFF, by: 13) {
            guard let scalar = Unicode.Scalar(value), scalar != "\"", scalar != "\\" else { continue }
            let raw = "\"" + String(scalar) + "\""
            let escaped = "\"" + scalar.utf16.map { "\\u" + hexadecimal($0) }.joined() + "\""
            let contents = String(scalar)
            #expect(try Document(raw).root.isString(equalTo: contents))
            #expect(try Document(escaped).root.isString(equalTo: contents))
            #expect(try Document(escaped).root.string?.unicodeScalars.first == scalar)
        }
    }

    @Test(
        "Strings in JSON find the quote, the escape or the invalid byte at every distance from the start",
        arguments: 0..<20)
    func distances(_ distance: Int) throws {
        let plain = String(repeating: "x", count: distance)
        #expect(try Document("\"\(plain)\"").root.string == plain)
        #expect(try Document("\"\(plain)\\n\(plain)\"").root.string == plain + "\n" + plain)
        #expect(ParseError.of("\"\(plain)\n\"") == ParseError(.rawControlCharacter, at: 1 + distance))
        #expect(
            ParseError.of(Array("\"\(plain)".utf8) + [0x80]) == ParseError(.invalidUTF8, at: 1 + distance))
        #expect(ParseError.of("\"\(plain)") == ParseError(.unexpectedEnd, at: 1 + distance))
    }

    @Test("Strings in JSON end at every byte that must be escaped, wherever it is", arguments: 0..<17)
    func specialBytes(_ distance: Int) {
        for byte in UInt8.min ... .max where byte != UInt8(ascii: "\\") {
            var text = Array("\"abcdefghijklmnopq\"".utf8)
            text[1 + distance] = byte
            let kind: ParseError.Kind? =
                switch byte {
                case 0..<0x20: .rawControlCharacter
                case 0x80...: .invalidUTF8
                case UInt8(ascii: "\""): .trailingBytes
                default: nil
                }
            #expect(ParseError.of(text)?.kind == kind, "byte \(byte)")
        }
    }

    private func hexadecimal(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
