internal import Bytes
import HTTP
import Platform

/// One accepted socket and its buffers; confined to the queue of its event loop.
///
/// Sendable without checking: other threads hold a connection only within a `Responder`, which touches
/// nothing but `loop`, and that never changes.
final class Connection: @unchecked Sendable {
    /// The loop that owns the connection.
    let loop: EventLoop
    /// Tells the events of this connection from those of an earlier one with the same descriptor.
    let token: UInt64
    /// The socket; -1 once closed.
    private(set) var descriptor: Int32

    /// The state of the exchange.
    var conversation: Conversation
    /// The beginning of a request that has not arrived whole; empty while nothing waits.
    var input = ByteBuffer()
    /// Answers the peer has not taken yet.
    var output = ByteBuffer()
    /// When the peer must have taken some of the output, in milliseconds.
    var writeDeadline: Int64 = .max
    /// The bytes that may still be discarded while lingering.
    var lingerBudget: Int
    /// Whether the input may hold whole requests that wait for the connection's next turn.
    var isUnfinished = false
    private var interest = Readiness.input

    /// A connection just accepted.
    init(descriptor: Int32, token: UInt64, loop: EventLoop) {
        self.descriptor = descriptor
        self.token = token
        self.loop = loop
        conversation = Conversation(
            limits: loop.configuration.limits, timeouts: loop.configuration.timeouts, now: loop.now)
        lingerBudget = loop.configuration.lingerBytes
    }

    /// Whether the socket is still ours.
    var isOpen: Bool { descriptor >= 0 }

    /// Whether the peer is on this machine.
    var isPeerOnThisMachine: Bool { SocketAddress.isPeerOnThisMachine(descriptor) }

    /// Whether the next request may be parsed.
    var mayRead: Bool { conversation.phase == .reading && output.isEmpty && !isUnfinished }

    /// When the connection must be looked at again, in milliseconds.
    var deadline: Int64 { output.isEmpty ? conversation.deadline : writeDeadline }

    /// Reacts to what the poller reports for the descriptor.
    func handle(_ reported: Readiness) {
        if reported.contains(.output) { sendPending() }
        guard isOpen else { return }
        let broken = !reported.isDisjoint(with: [.error, .hangUp])
        if mayRead || conversation.phase == .lingering {
            if broken || reported.contains(.input) { receive() }
        } else if broken {
            close()
        } else if reported.contains(.input) {
            // Bytes for later: asked for again once the present request has its answer.
            listen(to: interest.subtracting(.input))
        }
        if isOpen { loop.scheduleSweep(by: deadline) }
    }

    /// Acts on a deadline that has passed.
    func expire() {
        guard output.isEmpty, conversation.phase == .reading else {
            // The peer takes no output, or does not end its own.
            close(byReset: !output.isEmpty)
            return
        }
        guard let refusal = conversation.expiry else {
            close()
            return
        }
        conversation.refuse(refusal)
        sendRefusal(refusal)
        if isOpen { loop.scheduleSweep(by: deadline) }
    }

    /// Begins a graceful stop of this connection, after one last read for a request just arrived.
    ///
    /// Without a whole head there is no request to finish, so the connection closes at once. A body on its way gets a
    /// short time.
    func stop() {
        if mayRead { receive() }
        closeUnlessInWork()
        guard isOpen else { return }
        conversation.stop(now: loop.now)
        loop.scheduleSweep(by: deadline)
    }

    /// Closes the connection of a server that stops, unless a request or an answer is on its way.
    func closeUnlessInWork() {
        guard isOpen, mayRead, !conversation.isInBody else { return }
        close()
    }

    /// Sets what the poller reports; no call is made when nothing changes.
    func listen(to wanted: Readiness) {
        guard wanted != interest else { return }
        interest = wanted
        // It cannot fail for a descriptor that was added; if it did, the deadline would end the connection.
        try? loop.poller.modify(descriptor, token: token, for: wanted)
    }

    /// Whether the poller reports input; otherwise some is known to wait.
    var listensToInput: Bool { interest.contains(.input) }

    /// Has the poller report input.
    func listenToInput() { listen(to: interest.union(.input)) }

    /// Sets whether the poller reports that output can be sent.
    func listenToOutput(_ wanted: Bool) {
        listen(to: wanted ? interest.union(.output) : interest.subtracting(.output))
    }

    /// Gives the socket back and leaves the loop.
    func close(byReset: Bool = false) {
        guard isOpen else { return }
        let closed = descriptor
        descriptor = -1
        loop.forget(self, descriptor: closed)
        if byReset { SystemCall.reset(closed) } else { SystemCall.close(closed) }
        input.removeAll()
        output.removeAll()
    }
}
