// The request parser: bytes in, one request at a time, no I/O.
//
// It reads a message in place. The caller keeps all bytes since the first of the message in one buffer, and
// calls `resume` with that buffer whenever bytes were added. The parser remembers how far it has read and
// the grammar state there, so each byte is looked at once, and what it accepts or refuses cannot depend on
// how the bytes were split: every decision is taken at one byte, knowing only those before it. Parsing whole
// lines when they are complete was rejected: an early refusal (a method without end, a TLS greeting) would
// then need a second set of rules for unfinished lines.
//
// Chunked bodies are decoded in place by moving the data down, so a body is always one run of bytes.
//
// Grammar: RFC 9112 (messages), RFC 9110 (fields). Where a recipient MAY be lenient, this one is not;
// docs/decisions/0013-http-rules.md has the list.

internal import Bytes

/// An incremental parser of HTTP/1.x requests that counts every limit as it reads.
public struct RequestParser: Sendable {
    /// What `resume` came to.
    public enum Progress: Sendable {
        /// More bytes are needed.
        case needsMore
        /// The request is whole; `request(in:)` gives it and `messageBytes` its length.
        case complete
    }

    /// The place in the grammar where the next byte belongs.
    enum Phase: UInt8, Sendable {
        case start, emptyLineEnd, method, target, version
        case fieldStart, fieldName, blanksBeforeValue, fieldValue, fieldEnd, sectionEnd
        case fixedBody
        case chunkSize, chunkExtension, chunkSizeEnd, chunkData, chunkDataReturn, chunkDataEnd
        case complete
    }

    /// The sizes a request may have.
    let limits: Limits
    /// The place in the grammar.
    var phase = Phase.start
    /// The offset of the next byte to look at.
    var position = 0
    /// The offset where the present line began.
    var lineStart = 0
    /// The offset where the present section of field lines began.
    var sectionStart = 0
    /// The offset where the present token or value began.
    var mark = 0
    /// The field line being read.
    var field = Field(nameStart: 0, nameEnd: 0, valueStart: 0, valueEnd: 0)
    /// The field lines of the head.
    var fields: [Field] = []
    /// What the head says.
    var head = Head()
    /// The state within a chunked body.
    var chunks = Chunks()
    /// Where the body begins, and how many bytes of it are there, decoded.
    var bodyStart = 0
    /// The decoded bytes of the body.
    var bodyCount = 0

    /// A parser at the beginning of a connection.
    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Reads on in the message whose bytes so far are the first `count` of `bytes`.
    ///
    /// While it decodes a chunked body it moves bytes down and lowers `count` by the framing it dropped.
    /// After `.complete`, and after a refusal, only `reset` may follow.
    ///
    /// - Parameters:
    ///   - bytes: a buffer that begins with the first byte of the message.
    ///   - count: how many bytes of it have been received.
    /// - Returns: whether the request is whole.
    /// - Throws: the rule that was broken.
    /// - Complexity: O(n) in the bytes added since the last call.
    public mutating func resume(
        _ bytes: UnsafeMutableRawBufferPointer, count: inout Int
    ) throws(Refusal) -> Progress {
        precondition(count <= bytes.count && position <= count, "the message lost bytes")
        if isInHead {
            guard try readHead(ByteView(UnsafeRawBufferPointer(rebasing: bytes[..<count]))) else {
                return .needsMore
            }
        }
        if phase == .fixedBody {
            bodyCount = min(count - bodyStart, head.contentLength)
            position = bodyStart + bodyCount
            guard bodyCount == head.contentLength else { return .needsMore }
            phase = .complete
        } else if phase != .complete {
            guard try readChunks(bytes, count: &count) else { return .needsMore }
        }
        return .complete
    }

    /// Whether no byte of a request has been seen yet; empty lines before one do not count.
    public var isBetweenMessages: Bool { phase == .start || phase == .emptyLineEnd }

    /// Whether the head is whole and the body is not.
    public var isInBody: Bool { !isInHead && phase != .complete }

    /// Whether the head is not whole yet; the trailer of a chunked body shares the phases of its fields.
    private var isInHead: Bool { phase < .fixedBody && !head.isChunked }

    /// The bytes of the present message that have been read, framing of a chunked body left out.
    public var messageBytes: Int { position }

    /// The bytes of the body that are there.
    public var bodyBytes: Int { bodyCount }

    /// Whether the client waits for leave to send the body (RFC 9110 section 10.1.1).
    ///
    /// True only for an HTTP/1.1 request with `Expect: 100-continue`, a body due and none of it here.
    public func awaitsContinue(received count: Int) -> Bool {
        head.expectsContinue && isInBody && chunks.sizeDigits == 0
            && (phase == .fixedBody || phase == .chunkSize) && count == bodyStart
    }

    /// The method, once the request line has been read.
    public var method: Method? { head.method }

    /// The version, once the request line has been read.
    public var version: Version { head.version }

    /// Whether the client wants the connection kept after the answer (RFC 9112 section 9.3).
    public var keepsConnection: Bool { head.keepsConnection }

    /// Prepares for the next message, whose first byte is then the first of the buffer.
    public mutating func reset() {
        phase = .start
        position = 0
        head = Head()
        bodyCount = 0
        chunks = Chunks()
        // A client that once sent many fields must not hold memory while it idles.
        if fields.capacity > 64 { fields = [] } else { fields.removeAll(keepingCapacity: true) }
    }

    /// The request that `resume` completed, as views of `bytes`, the buffer given to `resume`.
    public func request(in bytes: UnsafeRawBufferPointer) -> Request {
        precondition(phase == .complete, "the request is not whole")
        let message = ByteView(UnsafeRawBufferPointer(rebasing: bytes[..<(bodyStart + bodyCount)]))
        return Request(
            method: head.method ?? .get,
            version: head.version,
            path: head.path.isEmpty ? ByteView("/") : message.view(head.path),
            query: head.query.map { message.view($0) },
            host: message.view(head.host),
            headers: Headers(message: message, fields: fields),
            body: message.view(bodyStart..<(bodyStart + bodyCount)))
    }
}

extension RequestParser.Phase: Comparable {
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
