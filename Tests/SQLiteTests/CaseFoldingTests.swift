import Testing

@testable import SQLite

@Suite("Folding the case of texts")
struct CaseFoldingTests {
    private static let fold = SQL("SELECT fold(?1)")
    private static let lowercased = SQL("SELECT lowercased(?1)")

    private let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:")
    }

    private func hasSameBytes(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }

    @Test(
        "Case folding makes letters of every alphabet the same in either case",
        arguments: [
            ("O'CONNÉR", "o'connér"), ("ÄÖÜ", "äöü"), ("STRASSE", "straße"), ("STRAẞE", "straße"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"), ("ИВАНОВ", "иванов"), ("Կարեն", "կԱՐԵՆ"), ("ǅ", "ǆ"), ("ﬀ", "FF"),
            ("\u{212A}elvin", "kELVIN"), ("ſ", "S"), ("张三 ABC", "张三 abc"), ("a\u{0}B", "A\u{0}b"), ("", ""),
        ])
    func same(one: String, other: String) throws {
        for text in [one, other] {
            let folded = CaseFolding.folded(text)
            #expect(hasSameBytes(folded, CaseFolding.folded(one)))
            let stored = try connection.first(Self.fold, text) { $0.optionalText(0) }
            #expect(hasSameBytes(try #require(stored ?? nil), folded))
        }
    }

    @Test(
        "Case folding does not equate texts that differ in more than case",
        arguments: [("e\u{301}", "é"), ("ä", "a"), ("ア", "あ"), ("가", "각"), ("Ａ", "A")])
    func apart(one: String, other: String) {
        #expect(!hasSameBytes(CaseFolding.folded(one), CaseFolding.folded(other)))
    }

    @Test("Case folding folds each scalar by itself, so that parts of a text are found in it")
    func parts() {
        let scalars = (UInt32(0)..<0x11_0000).compactMap(Unicode.Scalar.init)
        for start in stride(from: 0, to: scalars.count, by: 4_096) {
            let part = scalars[start..<min(start + 4_096, scalars.count)]
            var whole = String.UnicodeScalarView()
            whole.append(contentsOf: part)
            var pieces = ""
            // No block that is left out has letters of two cases.
            var mapped = ""
            for scalar in part {
                pieces += CaseFolding.folded(String(scalar))
                mapped += String(scalar).lowercased().uppercased().lowercased()
            }
            #expect(hasSameBytes(CaseFolding.folded(String(whole)), pieces), "from \(start)")
            #expect(hasSameBytes(pieces, mapped), "from \(start)")
            #expect(hasSameBytes(CaseFolding.folded(pieces), pieces), "from \(start)")
        }
    }

    @Test(
        "Case folding gives addresses the form that Swift's lowercased() gives",
        arguments: ["ÄÖ@X.com", "Straße", "A", "İ", ""])
    func lowercase(text: String) throws {
        let stored = try connection.first(Self.lowercased, text) { $0.optionalText(0) }
        #expect(hasSameBytes(try #require(stored ?? nil), text.lowercased()))
    }

    @Test("Case folding folds one text after another, also one that comes again")
    func sequence() throws {
        let folded = try connection.all(
            SQL(
                "SELECT fold(value), fold(value) FROM json_each('[\"É\", \"É\", \"Éa\", \"ä\", \"É\", \"\", \"Ä\"]')"
            )
        ) { [$0.text(0), $0.text(1)] }
        #expect(folded == ["é", "é", "éa", "ä", "é", "", "ä"].map { [$0, $0] })
    }

    @Test("Case folding folds a text once for many conditions on it")
    func last() {
        let last = LastFoldedText()
        let bytes = Array("ÄÖ".utf8)
        func address() -> UnsafeRawPointer? {
            bytes.withUnsafeBufferPointer { last.folded($0).withUnsafeBytes(\.baseAddress) }
        }
        let first = address()
        #expect(first != nil && address() == first)
    }

    @Test("Case folding keeps NULL, and treats numbers as their digits")
    func others() throws {
        #expect(try connection.first(Self.fold, String?.none) { $0.isNull(0) } == true)
        #expect(try connection.first(Self.fold, 12) { $0.text(0) } == "12")
    }
}
