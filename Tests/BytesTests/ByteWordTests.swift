import Bytes
import Testing

@Suite("Byte words")
struct ByteWordTests {
    @Test("A word is marked if and only if one of its bytes passes the test", arguments: 0..<8)
    func singleByte(position: UInt64) {
        // Fillers next to the bounds, where a borrow would show.
        for filler in [UInt64(0x20), 0x21, 0x22, 0x23, 0x5B, 0x5D, 0x7E, 0x80, 0xFF] {
            let others = filler &* 0x0101_0101_0101_0101 & ~(0xFF << (position * 8))
            for byte in UInt8.min...UInt8.max {
                let word = others | UInt64(byte) << (position * 8)
                let bytes = withUnsafeBytes(of: word) { [UInt8]($0) }
                #expect(ByteWord.isMarked(ByteWord.marks(word, below: 0x20)) == bytes.contains { $0 < 0x20 })
                #expect(
                    ByteWord.isMarked(ByteWord.marks(word, equalTo: 0x22)) == bytes.contains { $0 == 0x22 })
                #expect(
                    ByteWord.isMarked(ByteWord.marksOfNonASCII(word)) == bytes.contains { $0 >= 0x80 })
            }
        }
    }
}
