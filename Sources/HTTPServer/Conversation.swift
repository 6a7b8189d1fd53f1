// The protocol state of one connection, without its socket: which bytes are a request, whether the client or the server
// is expected to send, and the deadline. It does no I/O and reads no clock, so every sequence of events can be tested
// in memory.
//
//   reading --whole request--> answering --answer, kept--> reading
//      |                           |-----answer, not kept--> closing --sent--> lingering --> closed
//      |                           |-----never answered--> hanging --> closed
//      '--refused--> closing       '-----begins a stream--> streaming --ends--> closing
//
// Requests are handled one at a time: until a request is answered no further one is parsed, so responses stay in order
// and a client cannot queue an unlimited number of requests.

import HTTP

/// The protocol state of one connection, without its socket.
struct Conversation {
    /// The phase of the exchange.
    enum Phase {
        /// Waiting for the next request.
        case reading
        /// Waiting for the handler's response.
        case answering
        /// Sending a response whose end is not known.
        case streaming
        /// Sending the last response.
        case closing
        /// The output is closed; input is discarded until the client closes its side.
        case lingering
        /// The request is never answered; input is discarded until the client closes its side or the server stops.
        case hanging
    }

    /// The result of reading bytes.
    enum Step {
        /// The request is incomplete.
        case needsMore
        /// The request is incomplete, and the client waits for 100 (Continue).
        case needsContinue
        /// The request is complete.
        case request
        /// The request breaks a rule; the connection closes after the response.
        case refused(Refusal)
    }

    /// The phase of the exchange.
    private(set) var phase = Phase.reading
    /// The number of the current request, from 1.
    private(set) var exchange: UInt64 = 0
    /// The terms of the response to the current request.
    private(set) var terms = ResponseWriter.Terms(
        omitsBody: false, version: .http11, keepsConnection: false)
    /// The deadline of the current phase, in milliseconds of the caller's clock.
    private(set) var deadline: Int64
    /// Whether the client may still be sending after the last response.
    private(set) var lingers = true

    private var parser: RequestParser
    private var timeouts: Timeouts
    private var bodySince: Int64 = 0
    /// The deadline of a body because of a stop, in milliseconds.
    private var bodyEnd = Int64.max
    private var lingerEnd: Int64 = 0

    /// Creates the state of a connection accepted at `now`.
    init(limits: Limits, timeouts: Timeouts, now: Int64) {
        parser = RequestParser(limits: limits)
        self.timeouts = timeouts
        deadline = now + Int64(timeouts.head)
    }

    /// Whether a body is incomplete.
    var isInBody: Bool { phase == .reading && parser.isInBody }

    /// Shortens the deadlines because the server stops: the rest of a body gets a short time, discarding input a
    /// shorter one.
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

    /// Continues to read the current message; see `RequestParser.resume`.
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

    /// The request that `read` completed.
    func request(in bytes: UnsafeRawBufferPointer) -> Request { parser.request(in: bytes) }

    /// Releases the request, whose bytes are not needed any more.
    ///
    /// - Returns: the length of the request in the buffer.
    mutating func release() -> Int {
        let length = parser.messageBytes
        parser.reset()
        return length
    }

    /// Records that the current request has been answered.
    mutating func answered(keepsConnection: Bool, now: Int64) {
        lingers = terms.keepsConnection
        terms.keepsConnection = keepsConnection
        phase = keepsConnection ? .reading : .closing
        deadline = now + Int64(timeouts.idle)
    }

    /// Records that a stream answers the current request.
    mutating func streams() {
        phase = .streaming
        deadline = .max
    }

    /// Ends reading because of a broken rule.
    @discardableResult
    mutating func refuse(_ refusal: Refusal) -> Refusal {
        terms = parserTerms
        terms.keepsConnection = false
        lingers = true
        phase = .closing
        deadline = .max
        return refusal
    }

    /// Records that input remained unread at the last response.
    mutating func leavesInput() { lingers = true }

    /// The refusal to send when the deadline of a reading connection has passed; nil to close without one.
    var expiry: Refusal? {
        if phase != .reading || parser.isBetweenMessages { return nil }
        return parser.isInBody ? .bodyTimedOut : .headTimedOut
    }

    /// Whether input is discarded.
    var discardsInput: Bool { phase == .lingering || phase == .hanging }

    /// Leaves the current request without an answer.
    mutating func hang() { phase = .hanging }

    /// Begins to discard input (RFC 9112 section 9.6).
    mutating func linger(now: Int64) {
        phase = .lingering
        lingerEnd = now + Int64(timeouts.lingerTotal)
        discarded(now: now)
    }

    /// Records that input was discarded.
    mutating func discarded(now: Int64) {
        guard phase == .lingering else { return }
        deadline = min(now + Int64(timeouts.lingerIdle), lingerEnd)
    }

    private var parserTerms: ResponseWriter.Terms {
        ResponseWriter.Terms(
            omitsBody: parser.method == .head, version: parser.version,
            keepsConnection: parser.keepsConnection)
    }

    /// A body must make progress, keep a minimum rate after a grace period, and not delay a stop for long.
    private func bodyDeadline(_ now: Int64) -> Int64 {
        let earned = Int64(parser.bodyBytes) * 1000 / Int64(max(1, timeouts.bodyBytesPerSecond))
        return min(now + Int64(timeouts.bodyStall), bodySince + Int64(timeouts.bodyGrace) + earned, bodyEnd)
    }
}
