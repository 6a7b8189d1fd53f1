// The request parser: bytes in, one request at a time, no I/O.
//
// It reads a message in place. The caller keeps all bytes of the message in one buffer, and calls `resume` with that
// buffer whenever bytes were added. The parser keeps its position and the state of the grammar, so each byte is read once,
// and the result cannot depend on how the bytes were split: every decision is made at one byte, from that byte and the
// earlier ones. Parsing complete lines was rejected: an early refusal (an endless method, a TLS handshake) would need a
// second set of rules for incomplete lines.
//
// Chunked bodies are decoded in place by moving the data down, so a body is always contiguous.
//
// Grammar: RFC 9112 (messages), RFC 9110 (fields). Where a recipient MAY be lenient, this one is not;
// docs/decisions/0013-http-rules.md has the list.

internal import Bytes

/// An incremental parser of HTTP/1.x requests that checks the limits as it reads.
public struct RequestParser: Sendable {
    /// The result of `resume`.
    public enum Progress: Sendable {
        /// More bytes are needed.
        case needsMore
        /// The request is complete; `request(in:)` returns it and `messageBytes` its length.
        case complete
    }

    /// The part of the grammar to which the next byte belongs.
    enum Phase: UInt8, Sendable {
        case start, emptyLineEnd, method, target, version
        case fieldStart, fieldName, blanksBeforeValue, fieldValue, fieldEnd, sectionEnd
        case fixedBody
        case chunkSize, chunkExtension, chunkSizeEnd, chunkData, chunkDataReturn, chunkDataEnd
        case complete
    }

    /// The sizes a request may have.
    let limits: Limits
    var phase = Phase.start
    /// The offset of the next byte to read.
    var position = 0
    /// The offset of the beginning of the current line.
    var lineStart = 0
    /// The offset of the beginning of the current section of field lines.
    var sectionStart = 0
    /// The offset of the beginning of the current token or value.
    var mark = 0
    /// The field line being read.
    var field = Field(nameStart: 0, nameEnd: 0, valueStart: 0, valueEnd: 0)
    /// The field lines of the head.
    var fields: [Field] = []
    var head = Head()
    /// The state within a chunked body.
    var chunks = Chunks()
    /// The offset of the body.
    var bodyStart = 0
    /// The number of decoded bytes of the body so far.
    var bodyCount = 0

    public init(limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Continues to read the message whose bytes so far are the first `count` of `bytes`.
    ///
    /// While it decodes a chunked body it moves bytes down and lowers `count` by the framing it removed. After
    /// `.complete`, and after a refusal, only `reset` may be called.
    ///
    /// - Parameters:
    ///   - bytes: a buffer that begins with the first byte of the message.
    ///   - count: how many bytes of it have been received.
    /// - Returns: whether the request is complete.
    /// - Throws: the rule that was broken.
    /// - Complexity: O(n) in the bytes added since the last call.
    public mutating func resume(
        _ bytes: UnsafeMutableRawBufferPointer, count: inout Int
    ) throws(Refusal) -> Progress {
        precondition(count <= bytes.count && position <= count, "bytes of the message are missing")
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

    /// Whether no byte of a request has been read yet, except empty lines before it.
    public var isBetweenMessages: Bool { phase == .start || phase == .emptyLineEnd }

    /// Whether the head is complete and the body is not.
    public var isInBody: Bool { !isInHead && phase != .complete }

    /// Whether the head is incomplete; the trailer of a chunked body uses the same phases as the head's fields.
    private var isInHead: Bool { phase < .fixedBody && !head.isChunked }

    /// The number of bytes of the current message that have been read, without removed framing.
    public var messageBytes: Int { position }

    /// The number of decoded bytes of the body so far.
    public var bodyBytes: Int { bodyCount }

    /// Whether the client waits for 100 (Continue) (RFC 9110 section 10.1.1).
    ///
    /// True only for an HTTP/1.1 request with `Expect: 100-continue` and a body of which nothing has been received.
    public func awaitsContinue(received count: Int) -> Bool {
        head.expectsContinue && isInBody && chunks.sizeDigits == 0
            && (phase == .fixedBody || phase == .chunkSize) && count == bodyStart
    }

    /// The method, once the request line has been read.
    public var method: Method? { head.method }

    /// The version, once the request line has been read.
    public var version: Version { head.version }

    /// Whether the client wants the connection to stay open after the response (RFC 9112 section 9.3).
    public var keepsConnection: Bool { head.keepsConnection }

    /// Prepares for the next message, whose first byte is then the first of the buffer.
    public mutating func reset() {
        phase = .start
        position = 0
        head = Head()
        bodyCount = 0
        chunks = Chunks()
        // An idle connection must not hold the memory of an earlier request with many fields.
        if fields.capacity > 64 { fields = [] } else { fields.removeAll(keepingCapacity: true) }
    }

    /// The request that `resume` completed, as views of `bytes`, the buffer given to `resume`.
    public func request(in bytes: UnsafeRawBufferPointer) -> Request {
        precondition(phase == .complete, "the request is incomplete")
        let message = ByteView(UnsafeRawBufferPointer(rebasing: bytes[..<(bodyStart + bodyCount)]))
        return Request(
            message: message,
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
