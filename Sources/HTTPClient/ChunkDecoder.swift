/// Reads a body in chunks (RFC 9112 section 7.1).
struct ChunkDecoder {
    /// The most bytes of a line with a size, and of the fields after the last chunk.
    private static let mostLineBytes = 4_096

    private enum Phase {
        case size
        /// The bytes of the chunk that are missing.
        case data(Int)
        /// The line end after a chunk.
        case dataEnd
        case trailer
        case complete
    }

    private var phase = Phase.size
    private var line: [UInt8] = []
    private var trailerBytes = 0

    /// Whether the last chunk and the fields after it were read.
    var isComplete: Bool { if case .complete = phase { true } else { false } }

    /// Reads up to the end of the next part of the body.
    ///
    /// - Parameter rest: the bytes received; what was read is removed.
    /// - Returns: bytes of the body; none at the end of `rest` or of the body.
    /// - Throws: `ExchangeFailure.notHTTP`.
    mutating func next(
        _ rest: inout Slice<UnsafeRawBufferPointer>
    ) throws(ExchangeFailure) -> Slice<UnsafeRawBufferPointer> {
        while !rest.isEmpty, !isComplete {
            if case .data(let missing) = phase {
                let part = rest.prefix(missing)
                rest = rest.dropFirst(part.count)
                phase = part.count == missing ? .dataEnd : .data(missing - part.count)
                return part
            }
            guard try readLine(&rest) else { break }
            try finishLine()
            line = []
        }
        return rest.prefix(0)
    }

    /// Reads to the end of a line; false if it is not there yet.
    private mutating func readLine(
        _ rest: inout Slice<UnsafeRawBufferPointer>
    ) throws(ExchangeFailure) -> Bool {
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\n") {
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                return true
            }
            line.append(byte)
            guard line.count <= Self.mostLineBytes else { throw .notHTTP("a line of its chunks is too long") }
        }
        return false
    }

    private mutating func finishLine() throws(ExchangeFailure) {
        switch phase {
        case .size:
            let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
            guard (1...15).contains(digits.count), digits.first != UInt8(ascii: "-"),
                digits.first != UInt8(ascii: "+"),
                let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw .notHTTP("a chunk has no size") }
            phase = size == 0 ? .trailer : .data(size)
        case .dataEnd:
            guard line.isEmpty else { throw .notHTTP("a chunk is longer than its size") }
            phase = .size
        case .trailer:
            trailerBytes += line.count
            guard trailerBytes <= Self.mostLineBytes else { throw .notHTTP("its trailer is too long") }
            if line.isEmpty { phase = .complete }
        case .data, .complete: break
        }
    }
}
