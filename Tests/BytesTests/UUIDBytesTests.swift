import Testing

@testable import Bytes

/// UUIDs and their text form.
@Suite("UUID")
struct UUIDBytesTests {
    @Test("A UUID is read from its text and written as the same text, with small letters")
    func text() throws {
        for text in ["f81d4fae-7dec-41d0-a765-00a0c91e6bf6", "01234567-89ab-4def-bfed-cba987654321"] {
            #expect(try #require(UUIDBytes(text)).description == text)
            #expect(UUIDBytes(text.uppercased()) == UUIDBytes(text))
        }
    }

    @Test("A UUID of random bits has version 4 and the variant of RFC 9562, whatever the bits")
    func random() {
        #expect(UUIDBytes(random: 0, 0).description == "00000000-0000-4000-8000-000000000000")
        #expect(UUIDBytes(random: .max, .max).description == "ffffffff-ffff-4fff-bfff-ffffffffffff")
        #expect(
            UUIDBytes(random: 0x0123_4567_89ab_cdef, 0xfedc_ba98_7654_3210).description
                == "01234567-89ab-4def-bedc-ba9876543210")
    }

    @Test(
        "A UUID is not read from another text",
        arguments: [
            "", "f81d4fae", "f81d4fae7dec41d0a76500a0c91e6bf6", "f81d4fae-7dec-41d0-a765-00a0c91e6bf6 ",
            "g81d4fae-7dec-41d0-a765-00a0c91e6bf6", "f81d4fae-7dec-41d0-a765-00a0c91e6bf",
            "f81d4fae-7dec-41d0-a765_00a0c91e6bf6",
        ])
    func invalid(text: String) {
        #expect(UUIDBytes(text) == nil)
    }
}
