/// Reads a response piece by piece (RFC 9112), and keeps a limited part of it.
struct ResponseParser {
    /// The most bytes of a first line with its header fields.
    static let mostHeadBytes = 32_768
    /// The most bytes of a body that are kept; a longer body is not read to its end.
    static let mostBodyBytes = 65_536
    /// The most responses with a status below 200 before the final one.
    private static let mostInterim = 8

    private enum Phase {
        case head
        /// A body of a known length: the bytes that are missing.
        case length(Int)
        case chunks(ChunkDecoder)
        case untilEnd
        case complete
    }

    private var phase = Phase.head
    private var head: [UInt8] = []
    private var interim = 0
    /// What was read so far.
    private(set) var response = ReceivedResponse()

    /// Whether the response is complete, or enough of it was read.
    var isComplete: Bool { if case .complete = phase { true } else { false } }

    /// Reads the next bytes.
    ///
    /// - Throws: `ExchangeFailure.notHTTP`.
    mutating func read(_ bytes: UnsafeRawBufferPointer) throws(ExchangeFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            switch phase {
            case .complete: return
            case .head: try readHead(&rest)
            case .untilEnd:
                keep(rest)
                return
            case .length(let missing):
                let part = rest.prefix(missing)
                rest = rest.dropFirst(part.count)
                phase = part.count == missing ? .complete : .length(missing - part.count)
                keep(part)
            case .chunks(var decoder):
                let part = try decoder.next(&rest)
                phase = decoder.isComplete ? .complete : .chunks(decoder)
                keep(part)
            }
        }
    }

    /// Notes that the server has ended its output.
    ///
    /// - Throws: `ExchangeFailure.connectionLost`, unless the response ends there.
    mutating func end() throws(ExchangeFailure) {
        switch phase {
        case .complete: return
        case .untilEnd: phase = .complete
        case .head where head.isEmpty && interim == 0:
            throw .connectionLost("the server closed it without a response")
        default: throw .connectionLost("the server closed it within the response")
        }
    }

    private mutating func keep(_ part: Slice<UnsafeRawBufferPointer>) {
        let room = Self.mostBodyBytes - response.body.count
        response.body += part.prefix(room)
        if part.count > room {
            response.isCut = true
            phase = .complete
        }
    }

    private mutating func readHead(_ rest: inout Slice<UnsafeRawBufferPointer>) throws(ExchangeFailure) {
        let newline = UInt8(ascii: "\n")
        while let byte = rest.popFirst() {
            head.append(byte)
            guard head.count <= Self.mostHeadBytes else {
                throw .notHTTP("its header is longer than \(Self.mostHeadBytes) bytes")
            }
            if head.count == 5, !head.elementsEqual("HTTP/".utf8) {
                throw .notHTTP("it does not begin with HTTP/")
            }
            guard byte == newline else { continue }
            if head.hasSuffix("\n\r\n") || head.hasSuffix("\n\n") { return try finishHead() }
        }
    }

    private mutating func finishHead() throws(ExchangeFailure) {
        let parsed = try ResponseHead(head)
        head = []
        guard parsed.status >= 200 else {
            interim += 1
            guard interim <= Self.mostInterim, parsed.status != 101 else {
                throw .notHTTP("its status is \(parsed.status)")
            }
            return
        }
        response.status = parsed.status
        response.headers = parsed.headers
        if parsed.status == 204 || parsed.status == 304 {
            phase = .complete
        } else if parsed.isChunked {
            phase = .chunks(ChunkDecoder())
        } else if let length = try parsed.contentLength() {
            phase = length == 0 ? .complete : .length(length)
        } else {
            phase = .untilEnd
        }
    }
}

extension [UInt8] {
    fileprivate func hasSuffix(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        return self.count >= count
            && self[(self.count - count)...].elementsEqual(
                UnsafeBufferPointer(start: text.utf8Start, count: count))
    }
}
