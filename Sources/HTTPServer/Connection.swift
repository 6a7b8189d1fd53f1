internal import Bytes
import HTTP
import Platform

/// An accepted socket and its buffers.
///
/// Confined to the queue of its event loop.
///
/// Sendable without checking: other threads hold a connection only within a `Responder`, which uses only `loop`, a
/// constant.
final class Connection: @unchecked Sendable {
    /// The loop that owns the connection.
    let loop: EventLoop
    /// Distinguishes the events of this connection from those of an earlier one with the same descriptor.
    let token: UInt64
    /// The socket; -1 once closed.
    private(set) var descriptor: Int32

    /// The state of the exchange.
    var conversation: Conversation
    /// The beginning of an incomplete request, or requests that wait; otherwise empty.
    var input = ByteBuffer()
    /// Output that the kernel has not accepted yet.
    var output = ByteBuffer()
    /// The deadline for sending more of the output, in milliseconds.
    var writeDeadline: Int64 = .max
    /// The bytes that may still be discarded while lingering.
    var lingerBudget: Int
    /// Whether the input may contain complete requests that wait for the connection's next turn.
    var isUnfinished = false
    /// Called at the end of a stream, or when the client leaves a request that is watched; nil if there is neither.
    var whenEnded: (@Sendable () -> Void)?
    /// Which events the poller reports.
    private(set) var interest = Readiness.input

    init(descriptor: Int32, token: UInt64, loop: EventLoop) {
        self.descriptor = descriptor
        self.token = token
        self.loop = loop
        conversation = Conversation(
            limits: loop.configuration.limits, timeouts: loop.configuration.timeouts, now: loop.now)
        lingerBudget = loop.configuration.lingerBytes
    }

    var isOpen: Bool { descriptor >= 0 }

    /// Whether the peer is on this machine.
    var isPeerOnThisMachine: Bool { SocketAddress.isPeerOnThisMachine(descriptor) }

    /// The address of this machine to which the peer is connected, with the port.
    var localAddress: String { (try? SocketAddress(of: descriptor)).map { "\($0.address)" } ?? "" }

    /// Whether the next request may be parsed.
    var mayRead: Bool { conversation.phase == .reading && output.isEmpty && !isUnfinished }

    /// The time of the next check by the sweep, in milliseconds.
    var deadline: Int64 { output.isEmpty ? conversation.deadline : writeDeadline }

    /// Handles an event of the descriptor.
    func handle(_ reported: Readiness) {
        if reported.contains(.output) { sendPending() }
        guard isOpen else { return }
        let broken = !reported.isDisjoint(with: [.error, .hangUp])
        if mayRead || conversation.discardsInput || conversation.phase == .streaming {
            if broken || reported.contains(.input) { receive() }
        } else if broken {
            close()
        } else if reported.contains(.input), whenEnded != nil {
            noticeLeaving()
        } else if reported.contains(.input) {
            // Input for later: it is reported again after the response to the current request.
            listen(to: interest.subtracting(.input))
        }
        if isOpen { loop.scheduleSweep(by: deadline) }
    }

    /// Called when the deadline has passed.
    func expire() {
        guard output.isEmpty, conversation.phase == .reading else {
            // The client does not read, or does not close its side.
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

    /// Begins a graceful stop of this connection, after one last read.
    ///
    /// Without a complete head there is no request to finish, so the connection closes at once. The rest of a body gets
    /// a short time.
    func stop() {
        if conversation.phase == .hanging { return close() }
        if mayRead { receive() }
        endStream()
        closeUnlessInWork()
        guard isOpen else { return }
        conversation.stop(now: loop.now)
        loop.scheduleSweep(by: deadline)
    }

    /// Closes the connection of a stopping server, unless a request or a response is incomplete.
    func closeUnlessInWork() {
        guard isOpen, mayRead, !conversation.isInBody else { return }
        close()
    }

    /// Sets which events the poller reports; makes no system call if they are unchanged.
    func listen(to wanted: Readiness) {
        guard wanted != interest else { return }
        interest = wanted
        // This cannot fail for a registered descriptor; if it did, the deadline would end the connection.
        try? loop.poller.modify(descriptor, token: token, for: wanted)
    }

    /// Whether the poller reports input; if not, some is waiting.
    var listensToInput: Bool { interest.contains(.input) }

    /// Makes the poller report input.
    func listenToInput() { listen(to: interest.union(.input)) }

    /// Sets whether the poller reports that output can be sent.
    func listenToOutput(_ wanted: Bool) {
        listen(to: wanted ? interest.union(.output) : interest.subtracting(.output))
    }

    /// Closes the socket and removes the connection from its loop.
    func close(byReset: Bool = false) {
        guard isOpen else { return }
        let closed = descriptor
        descriptor = -1
        loop.forget(self, descriptor: closed)
        if byReset { SystemCall.reset(closed) } else { SystemCall.close(closed) }
        input.removeAll()
        output.removeAll()
        takeWhenEnded()?()
    }
}
