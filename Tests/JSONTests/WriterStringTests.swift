import JSON
import Testing

@Suite("Strings as written")
struct WriterStringTests {
    private func written(_ string: String) -> String {
        var writer = Writer()
        writer.string(string)
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    @Test(
        "Strings that the JSON writer writes escape only what RFC 8259 requires",
        arguments: [
            ("", #""""#), ("plain", #""plain""#), ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#),
            ("\u{8}\u{C}\n\r\t", #""\b\f\n\r\t""#), ("\0", #""\u0000""#),
            ("\u{1}\u{B}\u{1F}", #""\u0001\u000b\u001f""#),
            ("\u{7F}", "\"\u{7F}\""), ("\u{2028}", "\"\u{2028}\""), ("额！ ", #""额！ ""#),
            ("\u{1F600}", "\"\u{1F600}\""),
            ("a\nb\"c", #""a\nb\"c""#), ("\n\n", #""\n\n""#), ("<&>'", #""<&>'""#),
        ])
    func escapes(string: String, text: String) {
        #expect(Array(written(string).utf8) == Array(text.utf8))
    }

    @Test(
        "Strings that the JSON writer writes read back as they were, every control character and every edge of UTF-8"
    )
    func readBack() throws {
        var string = ""
        for value in [UInt32](0..<0x100) + [0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF] {
            if let scalar = Unicode.Scalar(value) { string.unicodeScalars.append(scalar) }
        }
        let document = try Document(written(string))
        #expect(document.root.isString(equalTo: string))
    }

    @Test(
        "Strings that the JSON writer writes are escaped at every position, with any bytes around it",
        arguments: ["\n", "\"", "\\", "\u{1F}"])
    func positions(special: String) {
        let escape = written(special).dropFirst().dropLast()
        for length in 0..<27 {
            for position in 0...length {
                for other in ["a", "é", "\u{7F}"] {
                    let before = String(repeating: other, count: position)
                    let after = String(repeating: other, count: length - position)
                    #expect(written(before + special + after) == "\"" + before + escape + after + "\"")
                    #expect(written(before + after) == "\"" + before + after + "\"")
                }
            }
        }
    }

    @Test("Strings that the JSON writer writes may be given as bytes")
    func bytes() {
        var writer = Writer()
        writer.beginArray()
        Array("a\"你".utf8).withUnsafeBytes { writer.string(utf8: $0) }
        UnsafeRawBufferPointer(start: nil, count: 0).withMemoryRebound(to: UInt8.self) {
            writer.string(utf8: UnsafeRawBufferPointer($0))
        }
        writer.endArray()
        #expect(writer.finish() == Array(#"["a\"你",""]"#.utf8))
    }
}
