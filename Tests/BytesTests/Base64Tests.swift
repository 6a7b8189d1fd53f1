import Bytes
import Testing

/// Both alphabets, against the vectors of RFC 4648 section 10.
@Suite("Base64")
struct Base64Tests {
    private static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    private func encode(_ bytes: [UInt8]) -> String {
        String(decoding: Base64.encode(bytes, .url), as: UTF8.self)
    }

    @Test("Base64 agrees with the vectors of RFC 4648", arguments: vectors)
    func agrees(text: String, encoded: String) {
        let bare = encoded.filter { $0 != "=" }
        #expect(encode(Array(text.utf8)) == bare)
        #expect(Base64.decode(Array(encoded.utf8)) == Array(text.utf8))
        #expect(Base64.decode(Array(bare.utf8)) == Array(text.utf8))
    }

    @Test("Base64 writes the alphabet for URLs and reads both")
    func alphabets() {
        #expect(encode([0xfb, 0xff, 0xbf]) == "-_-_")
        #expect(Base64.encode([0xfb, 0xff, 0xbf], .standard) == Array("+/+/".utf8))
        #expect(Base64.decode(Array("-_-_".utf8)) == [0xfb, 0xff, 0xbf])
        #expect(Base64.decode(Array("+/+/".utf8)) == [0xfb, 0xff, 0xbf])
    }

    @Test("Base64 decodes every byte at every position")
    func roundTrip() {
        for length in 0...67 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 89 + length * 13) }
            #expect(Base64.decode(Base64.encode(bytes, .url)) == bytes)
        }
        let all = (0...255).map { UInt8($0) }
        #expect(Base64.decode(Base64.encode(all, .url)) == all)
    }

    @Test(
        "Base64 refuses text that is not base64, or not the canonical one",
        arguments: [
            "Z", "Zm9vY", "Zh", "Zh==", "Zm9", "Zm9=", "Zg=", "Zg===", "=", "====", "Z===", "Zg==Zg==",
            "Zg=a",
            "Zm 9v", "Zm9v\n", "Zm9v!", "Zm9v.", "中中中中",
        ])
    func refused(text: String) {
        #expect(Base64.decode(Array(text.utf8)) == nil)
    }
}
