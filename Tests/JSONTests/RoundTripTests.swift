import JSON
import Testing

@Suite("Reader and writer together")
struct RoundTripTests {
    @Test(
        "The JSON reader and writer read back the tree that was written, compact or indented",
        arguments: 0..<300)
    func generated(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let tree = Tree(depth: 5, using: &random)
        for layout in [Writer.Layout.compact, .indented] {
            #expect(try Tree(Document(parsing: tree.text(layout)).root) == tree)
        }
    }

    @Test("The JSON reader and writer write again what they read, to the byte", arguments: 0..<100)
    func stable(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let text = Tree(depth: 5, using: &random).text()
        #expect(try Tree(Document(parsing: text).root).text() == text)
    }

    @Test(
        "The JSON reader and writer agree on every accepted case of fixtures/json",
        arguments: ReaderCase.accepted)
    func cases(_ example: ReaderCase) throws {
        let tree = try Tree(Document(parsing: example.bytes).root)
        #expect(try Tree(Document(parsing: tree.text()).root) == tree)
        #expect(try Tree(Document(parsing: tree.text(.indented)).root) == tree)
    }
}

@Suite("Damaged texts")
struct DamagedTextTests {
    /// Texts with every kind of token, to be cut and altered.
    static let texts: [[UInt8]] = [
        #"{"code":"developer","userIds":["623c20b2a062aaaaf41b17da","x"],"n":-12.50e+3}"#,
        #" [ null , true , false , "\u00e9\ud83d\ude00\\\"\n" , {"a":{"b":[[],{}]}} , 0 ] "#,
        #"{"组":"额！ 开发者","emoji":"😀","":[1e-7,0.5,"abcdefghijklmnop"]}"#,
    ].map { Array($0.utf8) }

    /// Looks at everything a document has.
    private func visit(_ bytes: [UInt8]) -> Bool {
        guard let document = try? Document(parsing: bytes) else { return false }
        var pending = [document.root]
        while let value = pending.popLast() {
            _ = (value.bool, value.string, value.int64, value.double, value.text.count)
            pending += value.elements
            for member in value.members {
                pending += [member.name, member.value]
                _ = member.name.string.map { value[$0] }
            }
        }
        return true
    }

    @Test("Damaged JSON texts are refused when cut anywhere before the last bracket", arguments: texts)
    func prefixes(_ text: [UInt8]) throws {
        let end = try #require(text.lastIndex { $0 == UInt8(ascii: "}") || $0 == UInt8(ascii: "]") })
        for count in 0..<text.count {
            #expect(visit(Array(text.prefix(count))) == (count > end))
        }
    }

    @Test("Damaged JSON texts never trap when a byte is replaced by any other", arguments: texts)
    func replacedBytes(_ text: [UInt8]) {
        var accepted = 0
        for index in text.indices {
            var damaged = text
            for byte in UInt8.min ... .max {
                damaged[index] = byte
                if visit(damaged) { accepted += 1 }
            }
        }
        #expect(accepted > text.count)
    }

    @Test("Damaged JSON texts never trap when bytes are left out, doubled or swapped", arguments: texts)
    func movedBytes(_ text: [UInt8]) {
        for index in text.indices {
            var shorter = text
            shorter.remove(at: index)
            _ = visit(shorter)
            var longer = text
            longer.insert(text[index], at: index)
            _ = visit(longer)
            var swapped = text
            swapped.swapAt(index, text.count - 1 - index)
            _ = visit(swapped)
        }
    }

    @Test("Damaged JSON texts never trap when they are noise made of JSON's own bytes")
    func noise() {
        var random = SplitMix64(seed: 1)
        let alphabet = Array(#"[]{}:,"\ud8c0e+-.1 tnrfalse"#.utf8) + [0x80, 0xE4, 0xBD, 0xA0, 0]
        for _ in 0..<50_000 {
            let count = Int.random(in: 0..<24, using: &random)
            _ = visit((0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 })
        }
    }
}
