import Bytes
import HTTP
import TestSupport
import Testing

@Suite("The request parser")
struct RequestParserTests {
    @Test("The request parser asks for 100 Continue only before the body begins")
    func awaitsContinue() throws {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\n"
        #expect(try awaitsContinue(head + "Content-Length: 2\r\n\r\n"))
        #expect(try awaitsContinue(head + "Transfer-Encoding: chunked\r\n\r\n"))
        #expect(try !awaitsContinue(head + "Content-Length: 2\r\n\r\na"))
        #expect(try !awaitsContinue(head + "Transfer-Encoding: chunked\r\n\r\n5"))
        #expect(try !awaitsContinue(head + "Transfer-Encoding: chunked\r\n\r\n5\r\n"))
        #expect(try !awaitsContinue(head + "Content-Length: 0\r\n\r\n"))
        #expect(try !awaitsContinue("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"))
        #expect(try !awaitsContinue("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n"))
    }

    @Test("The request parser shows the next request none of the fields of the one before")
    func forgets() throws {
        var parser = RequestParser()
        let first = ["Authorization: a", "Host: b", "Accept: c"]
        #expect(try names(of: first, by: &parser) == ["Authorization", "Host", "Accept", "host=b"])
        #expect(try names(of: ["X: y"], by: &parser) == ["X", "host="])
    }

    @Test("The request parser keeps no framing of a chunked body in the buffer")
    func dropsFraming() throws {
        var parser = RequestParser()
        let head = Array("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
        var buffer = head
        for _ in 0..<1000 {
            buffer += Array("000000001;name=value\r\nx\r\n".utf8)
            var count = buffer.count
            let progress = try buffer.withUnsafeMutableBytes { bytes throws(Refusal) in
                try parser.resume(bytes, count: &count)
            }
            #expect(progress == .needsMore)
            buffer.removeLast(buffer.count - count)
            guard parser.bodyBytes < 150 else { break }
        }
        #expect(parser.bodyBytes == 150)
        #expect(buffer.count == head.count + 150)
    }

    @Test("The request parser looks at each byte once however the bytes arrive")
    func linear() {
        let line = "X-Name: value and more of it until the line is long enough\r\n"
        let text = "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: line, count: 90) + "\r\n"
        let bytes = Array(text.utf8)
        let clock = ContinuousClock()
        // The best of some rounds: on a busy machine any one of them may have had to wait.
        func best(_ cuts: StrideTo<Int>) -> Duration {
            (0..<20).map { _ in clock.measure { _ = ParserFeed.events(bytes, cutAt: cuts) } }.min() ?? .zero
        }
        let whole = best(stride(from: 0, to: 0, by: 1))
        let inPieces = best(stride(from: 100, to: bytes.count, by: 100))
        // Reading from the start at each of the 50 pieces would cost 25 times as much.
        #expect(inPieces < whole * 12)
    }

    @Test("The request parser uses the caller's limits")
    func limits() {
        var limits = Limits()
        limits.bodyBytes = 3
        limits.fieldCount = 1
        limits.requestLineBytes = 8
        let long = "POST /abcd HTTP/1.0\r\n\r\n"
        let fields = "POST / HTTP/1.0\r\nA: b\r\nC: d\r\n\r\n"
        let body = "POST / HTTP/1.0\r\nContent-Length: 4\r\n\r\n"
        #expect(
            ParserFeed.events(Array(long.utf8), cutAt: [], limits: limits) == ["refused requestLineTooLong"])
        #expect(ParserFeed.events(Array(fields.utf8), cutAt: [], limits: limits) == ["refused tooManyFields"])
        #expect(ParserFeed.events(Array(body.utf8), cutAt: [], limits: limits) == ["refused bodyTooLarge"])
    }

    private static let short = WireCase.all.map(\.bytes).filter { $0.count < 300 }

    @Test(
        "The request parser has the same results for mutated requests as a whole and in pieces",
        arguments: 0..<40)
    func mutations(seed: UInt64) {
        var random = SplitMix(state: seed)
        for _ in 0..<100 {
            guard var bytes = Self.short.randomElement(using: &random) else { return }
            for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                let index = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: index)
                case 2:
                    bytes.insert(Array("\r\n :;,0a\t".utf8)[Int.random(in: 0..<9, using: &random)], at: index)
                default: bytes.insert(contentsOf: bytes[index..<min(index + 20, bytes.count)], at: index)
                }
            }
            let whole = ParserFeed.events(bytes, cutAt: [])
            #expect(ParserFeed.events(bytes, cutAt: 1..<max(1, bytes.count)) == whole, "\(bytes)")
        }
    }

    private func names(of fields: [String], by parser: inout RequestParser) throws(Refusal) -> [String] {
        var buffer = ByteBuffer()
        let text = "GET / HTTP/1.0\r\n" + fields.map { $0 + "\r\n" }.joined() + "\r\n"
        Array(text.utf8).withUnsafeBytes { buffer.append($0) }
        var count = buffer.count
        guard try parser.resume(buffer.bytes, count: &count) == .complete else { return [] }
        let request = parser.request(in: UnsafeRawBufferPointer(buffer.bytes))
        let names = request.headers.map { $0.name.string ?? "" } + ["host=" + (request.host.string ?? "")]
        parser.reset()
        buffer.removeAll()
        return names
    }

    private func awaitsContinue(_ text: String) throws -> Bool {
        var parser = RequestParser()
        var bytes = Array(text.utf8)
        var count = bytes.count
        _ = try bytes.withUnsafeMutableBytes { bytes throws(Refusal) in
            try parser.resume(bytes, count: &count)
        }
        return parser.awaitsContinue(received: count)
    }
}

/// A generator that gives the same numbers for the same seed (Steele, Lea and Flood, OOPSLA 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
