import Bytes
import Testing

@Suite("A view of bytes")
struct ByteViewTests {
    private func withView<Result>(_ bytes: [UInt8], _ body: (ByteView) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes { try body(ByteView($0)) }
    }

    @Test("A byte view finds the first of a byte")
    func firstIndex() {
        withView(Array("a b c".utf8)) { view in
            #expect(view.firstIndex(of: UInt8(ascii: " ")) == 1)
            #expect(view.firstIndex(of: UInt8(ascii: "x")) == nil)
        }
        withView([]) { #expect($0.firstIndex(of: 0) == nil) }
        withView([1, 0xFF, 0xFF]) { #expect($0.firstIndex(of: 0xFF) == 1) }
    }

    @Test(
        "A byte view equals only the same bytes, whichever byte differs", arguments: [0, 1, 7, 8, 9, 16, 31])
    func constantTime(count: Int) {
        let bytes = (0..<count).map { UInt8($0) }
        withView(bytes) { view in
            #expect(view.equalsInConstantTime(bytes))
            #expect(!view.equalsInConstantTime(bytes + [0]))
            for position in bytes.indices {
                for bit in 0..<8 {
                    var other = bytes
                    other[position] ^= 1 << bit
                    #expect(!view.equalsInConstantTime(other))
                }
            }
        }
    }

    @Test("A byte view is text where it is UTF-8")
    func text() {
        withView(Array("naïve 🙂".utf8)) { #expect($0.string == "naïve 🙂") }
        withView([]) { #expect($0.string == "") }
    }

    @Test("A byte view ignores the case of ASCII letters only")
    func ignoringCase() {
        #expect(ByteView("ConTent-Length").equals(ignoringCase: "content-length"))
        #expect(!ByteView("content_length").equals(ignoringCase: "content-length"))
        #expect(!ByteView("@").equals(ignoringCase: "`"))
        #expect(!ByteView("content-lengt").equals(ignoringCase: "content-length"))
        #expect(ByteView("Bearer x").hasPrefix(ignoringCase: "bearer "))
        #expect(!ByteView("Bear").hasPrefix(ignoringCase: "bearer "))
        #expect(ByteView("X-AUTHING-Signature").hasPrefix(ignoringCase: "x-authing-"))
        #expect(!ByteView("x-authing_signature").hasPrefix(ignoringCase: "x-authing-"))
        #expect(!ByteView("x-genauth-signature").hasPrefix(ignoringCase: "x-authing-"))
        // Not the same letter in upper and lower case, though they differ in that bit only.
        #expect(!ByteView("content@length").equals(ignoringCase: "content`length"))
        #expect(!ByteView("content-length[").equals(ignoringCase: "content-length{"))
        #expect(!ByteView("GET").equals("get"))
    }

    @Test("A byte view precedes what comes later in the order of lower case letters")
    func precedes() {
        let ordered: [StaticString] = [
            "", "-", "a", "A-b", "aa", "AB", "b", "x-authing-Lang", "x-genauth-lang",
        ]
        for (index, first) in ordered.enumerated() {
            for (other, second) in ordered.enumerated() {
                #expect(ByteView(first).precedes(ignoringCase: ByteView(second)) == (index < other))
            }
        }
        #expect(!ByteView("Date").precedes(ignoringCase: ByteView("date")))
    }

    @Test("A byte view trims only spaces and tabs")
    func trimmed() {
        #expect(ByteView(" \t a b\t ").trimmed.string == "a b")
        #expect(ByteView(" \t ").trimmed.isEmpty)
        #expect(ByteView("\u{A0}x\u{85}").trimmed.count == 5)
    }

    @Test(
        "A byte view refuses to be text when it is not UTF-8",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE4]])
    func notText(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { #expect(ByteView($0).string == nil) }
    }
}
