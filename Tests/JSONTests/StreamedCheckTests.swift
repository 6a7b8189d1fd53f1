import Testing

@testable import JSON

@Suite("Texts that come in pieces")
struct StreamedCheckTests {
    /// The first error of a text read in pieces of some size; nil for a good one.
    private func error(of text: [UInt8], pieces: Int, limits: Limits = .default) -> ParseError? {
        var check = StreamedCheck(limits: limits, notingFrom: .max)
        // The first piece has three bytes at least.
        var (start, end) = (0, min(text.count, max(pieces, 3)))
        do throws(ParseError) {
            while true {
                let isLast = end == text.count
                start += try check.take(Array(text[start..<end]).span, isLast: isLast)
                if isLast { return nil }
                end = min(text.count, end + pieces)
            }
        } catch {
            return error
        }
    }

    private static let good = #"""
        {"a": [1, -2.5e+10, 0, 123456789012345678901234567890], "b\n\u00e9\ud83d\ude00": {"": [[], {}, [{}]]},
         "c": [true, false, null, "é中😀", "\\\"/\b\f\n\r\t"], "d": 0.1 , "e":"x"}
        """#

    private static let bad = [
        "", " ", "\u{feff}{}", "{", "[", "[1", "[1,", "[1,]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
        "{1:2}",
        "{\"a\" 1}", "[1}", "{\"a\":1]", "01", "-", "1.", "1e", "1e+", "[1.]", "[-x]", "tru", "trux", "nul",
        "falsee",
        "\"abc", "\"a\u{1}b\"", "\"\\x\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\n\"",
        "\"\\udc00\"",
        "1 2", "{} []", "]", "}", ",", ":", "x", "[\"a\": 1]", "\"\\", "\"\\u1", "{\"a\":1 \"b\":2}",
    ]

    @Test(
        "JSON texts that come in pieces are accepted when the whole is",
        arguments: [1, 2, 3, 5, 7, 16, 64, 1_000])
    func goodTexts(pieces: Int) {
        #expect(error(of: Array(Self.good.utf8), pieces: pieces) == nil)
        #expect(error(of: Array("17".utf8), pieces: pieces) == nil)
        #expect(error(of: Array("  \"x\"  ".utf8), pieces: pieces) == nil)
    }

    @Test(
        "JSON texts that come in pieces are refused for the same rule at the same offset",
        arguments: [1, 2, 3, 5, 7, 16, 64, 1_000])
    func badTexts(pieces: Int) {
        for text in Self.bad.map({ Array($0.utf8) }) {
            let whole = ParseError.of(text)
            #expect(
                whole != nil && error(of: text, pieces: pieces) == whole,
                "\(String(decoding: text, as: UTF8.self))")
        }
        for bytes in [
            [0x22, 0xff, 0x22], [0x22, 0xe4, 0xb8, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xf0, 0x9f],
        ] as [[UInt8]] {
            #expect(error(of: bytes, pieces: pieces) == ParseError.of(bytes), "\(bytes)")
        }
    }

    @Test(
        "JSON texts that come in pieces have the result of the whole text with any byte changed, missing or cut off",
        arguments: [1, 4, 19, 200])
    func changedTexts(pieces: Int) {
        let text = Array(Self.good.utf8)
        for place in text.indices {
            var cut = text
            cut.remove(at: place)
            for byte in Array("\"\\{}[],:0tx".utf8) + [0x80, 0xe4, 0x01] {
                var changed = text
                changed[place] = byte
                #expect(error(of: changed, pieces: pieces) == ParseError.of(changed), "\(place) \(byte)")
            }
            for other in [cut, Array(text[..<place])] {
                #expect(error(of: other, pieces: pieces) == ParseError.of(other), "\(place)")
            }
        }
    }

    @Test("JSON texts that come in pieces are limited in depth and in the length of a number")
    func limits() {
        let limits = Limits(depth: 3, numberBytes: 8)
        for text in ["[[[]]]", "[[[[]]]]", "[12345678]", "[123456789]"].map({ Array($0.utf8) }) {
            #expect(error(of: text, pieces: 4, limits: limits) == ParseError.of(text, limits: limits))
        }
    }

    @Test("JSON texts that come in pieces report where long arrays and objects end")
    func ends() throws {
        let text = Array(
            #"{"short": [1, 2], "long": [1, 2, 3, 4, 5, 6, 7, 8], "last": {"aaaaaaaaaa": "]}"}}"#.utf8)
        var check = StreamedCheck(limits: .default, notingFrom: 18)
        var start = 0
        for end in stride(from: 20, to: text.count, by: 20) {
            start += try check.take(Array(text[start..<end]).span, isLast: false)
        }
        _ = try check.take(Array(text[start...]).span, isLast: true)
        #expect(check.ends == [0: text.count, 26: 50, 60: text.count - 1])
        for (start, end) in check.ends {
            #expect(text[start] == text[end - 1] - 2)
        }
    }
}
