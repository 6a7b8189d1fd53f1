import Bytes
import Testing

@Suite("Byte buffers")
struct ByteBufferTests {
    @Test("A buffer has the bytes that were appended and not removed, in order")
    func content() {
        var buffer = ByteBuffer()
        var expected: [UInt8] = []
        var state: UInt64 = 1
        for step in 0..<5_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let length = Int(state >> 33) % 100
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &+ step) }
            switch step % 7 {
            case 0:
                buffer.removeFirst(min(length * 3, buffer.count));
                expected.removeFirst(min(length * 3, expected.count))
            case 1: buffer.truncate(to: max(0, buffer.count - 5)); expected.removeLast(min(5, expected.count))
            case 2: buffer.append(UInt8(7)); expected.append(7)
            case 3: buffer.append(decimal: length); expected += Array("\(length)".utf8)
            case 4: buffer.append(contentsOf: bytes); expected += bytes
            default: bytes.withUnsafeBytes { buffer.append($0) }; expected += bytes
            }
            guard buffer.count == expected.count else { break }
        }
        #expect([UInt8](buffer.bytes) == expected)
        buffer.removeAll()
        let (isEmpty, memory) = (buffer.isEmpty, buffer.bytes.baseAddress)
        #expect(isEmpty)
        #expect(memory == nil)
    }

    @Test("A number is appended in decimal digits", arguments: [0, 9, 10, 1_234_567, Int.max])
    func decimal(number: Int) {
        var buffer = ByteBuffer(reserving: 1)
        buffer.append(decimal: number)
        #expect([UInt8](buffer.bytes) == Array("\(number)".utf8))
    }
}
