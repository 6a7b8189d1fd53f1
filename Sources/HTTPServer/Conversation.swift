// The state of one connection without its socket: which bytes are a request, whose turn it is, and when
// patience ends. It does no I/O and reads no clock, so every course of events can be tested in memory.
//
//   reading --whole request--> answering --answer, kept--> reading
//      |                           '-----answer, not kept--> closing --sent--> lingering --> closed
//      '--refused--> closing
//
// Requests are answered one at a time: while one is in work nothing further is parsed, so answers cannot
// overtake each other and a client cannot queue work without end.

import HTTP

/// The state of one connection without its socket.
struct Conversation {
    /// Whose turn it is.
    enum Phase {
        /// Bytes of the next request are wanted.
        case reading
        /// A request is in the hands of the handler.
        case answering
        /// The last answer is on its way.
        case closing
        /// The output has ended; input is discarded until the client ends too.
        case lingering
    }

    /// What the bytes read came to.
    enum Step {
        /// The request is not whole.
        case needsMore
        /// More is needed, and the client waits for leave to send it.
        case needsContinue
        /// A request is whole.
        case request
        /// A rule is broken; the conversation closes after the answer.
        case refused(Refusal)
    }

    /// Whose turn it is.
    private(set) var phase = Phase.reading
    /// The number of the request in work, from 1.
    private(set) var exchange: UInt64 = 0
    /// What the request in work asks of its answer.
    private(set) var terms = ResponseWriter.Terms(
        omitsBody: false, version: .http11, keepsConnection: false)
    /// When patience ends, in milliseconds of the caller's clock.
    private(set) var deadline: Int64
    /// Whether the client may still be sending when the last answer leaves.
    private(set) var lingers = true

    private var parser: RequestParser
    private var timeouts: Timeouts
    private var bodySince: Int64 = 0
    /// When a body must be whole because the server stops, in milliseconds.
    private var bodyEnd = Int64.max
    private var lingerEnd: Int64 = 0

    /// A conversation on a connection accepted at `now`.
    init(limits: Limits, timeouts: Timeouts, now: Int64) {
        parser = RequestParser(limits: limits)
        self.timeouts = timeouts
        deadline = now + Int64(timeouts.head)
    }

    /// Whether a body is on its way.
    var isInBody: Bool { phase == .reading && parser.isInBody }

    /// Notes that the server stops: a body on its way gets a short time, and discarding input a shorter one.
    mutating func stop(now: Int64) {
        timeouts.lingerTotal = min(timeouts.lingerTotal, timeouts.stopLinger)
        bodyEnd = min(bodyEnd, now + Int64(timeouts.stopBody))
        if isInBody {
            deadline = min(deadline, bodyEnd)
        } else if phase == .lingering {
            lingerEnd = min(lingerEnd, now + Int64(timeouts.lingerTotal))
            deadline = min(deadline, lingerEnd)
        }
    }

    /// Reads on in the present message; see `RequestParser.resume`.
    mutating func read(_ bytes: UnsafeMutableRawBufferPointer, count: inout Int, now: Int64) -> Step {
        let wasBetween = parser.isBetweenMessages
        let wasInBody = parser.isInBody
        do {
            if try parser.resume(bytes, count: &count) == .complete {
                terms = parserTerms
                phase = .answering
                exchange += 1
                deadline = .max
                return .request
            }
        } catch {
            return .refused(refuse(error))
        }
        if parser.isInBody {
            if !wasInBody { bodySince = now }
            deadline = bodyDeadline(now)
            if !wasInBody, parser.awaitsContinue(received: count) { return .needsContinue }
        } else if wasBetween, !parser.isBetweenMessages {
            deadline = now + Int64(timeouts.head)
        }
        return .needsMore
    }

    /// The request that `read` found whole.
    func request(in bytes: UnsafeRawBufferPointer) -> Request { parser.request(in: bytes) }

    /// Forgets the request, whose bytes may go now.
    ///
    /// - Returns: how many bytes of the buffer it took.
    mutating func release() -> Int {
        let length = parser.messageBytes
        parser.reset()
        return length
    }

    /// Notes that the request in work has its answer.
    mutating func answered(keepsConnection: Bool, now: Int64) {
        lingers = terms.keepsConnection
        terms.keepsConnection = keepsConnection
        phase = keepsConnection ? .reading : .closing
        deadline = now + Int64(timeouts.idle)
    }

    /// Ends the reading of requests with an answer to a broken rule.
    @discardableResult
    mutating func refuse(_ refusal: Refusal) -> Refusal {
        terms = parserTerms
        terms.keepsConnection = false
        lingers = true
        phase = .closing
        deadline = .max
        return refusal
    }

    /// Notes that unread input was left behind by the last answer.
    mutating func leavesInput() { lingers = true }

    /// What follows when the deadline of a reading connection has passed: an answer, or nil for silence.
    var expiry: Refusal? {
        if phase != .reading || parser.isBetweenMessages { return nil }
        return parser.isInBody ? .bodyTimedOut : .headTimedOut
    }

    /// Begins to discard input (RFC 9112 section 9.6).
    mutating func linger(now: Int64) {
        phase = .lingering
        lingerEnd = now + Int64(timeouts.lingerTotal)
        discarded(now: now)
    }

    /// Notes that input was discarded.
    mutating func discarded(now: Int64) {
        deadline = min(now + Int64(timeouts.lingerIdle), lingerEnd)
    }

    private var parserTerms: ResponseWriter.Terms {
        ResponseWriter.Terms(
            omitsBody: parser.method == .head, version: parser.version,
            keepsConnection: parser.keepsConnection)
    }

    /// A body must not stall, after a grace it must keep a least rate, and it must not delay a stop for long.
    private func bodyDeadline(_ now: Int64) -> Int64 {
        let earned = Int64(parser.bodyBytes) * 1000 / Int64(max(1, timeouts.bodyBytesPerSecond))
        return min(now + Int64(timeouts.bodyStall), bodySince + Int64(timeouts.bodyGrace) + earned, bodyEnd)
    }
}
