import Testing

@testable import HTTP

@Suite("Classes of bytes")
struct ByteClassTests {
    @Test(
        "A word of eight bytes passes as a field value only if each of its bytes does",
        arguments: UInt8.min...UInt8.max)
    func fieldValue(byte: UInt8) {
        for position in 0..<8 {
            for other: UInt8 in [0x20, 0x7E, 0x80, 0xFF] {
                var bytes = [UInt8](repeating: other, count: 8)
                bytes[position] = byte
                let word = bytes.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * $1.offset) }
                if ByteClass.areFieldValue(word) { #expect(ByteClass.isFieldValue(byte)) }
                if byte >= 0x20, byte < 0x7F { #expect(ByteClass.areFieldValue(word)) }
            }
        }
    }
}
