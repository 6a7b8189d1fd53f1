// An event loop: one block on a serial Dispatch queue that waits with a poller and serves what is ready.
//
// - A poller inside the queue and not a DispatchSource for each connection: a source costs two thread hops and
//   eight system calls a request, and on Linux it has an open crash when clients reset connections.
// - Level-triggered: one receive for each report, and what stays behind is reported again. Fair between
//   connections, and no call is spent on learning that nothing is left.
// - Whole requests are received into one buffer of the loop, and answers are written into another, so an
//   idle connection owns no buffer at all.
// - Deadlines are read off the connections in a sweep. It comes at the earliest deadline known, rounded up
//   to the tick, so a server whose connections idle sleeps until the first of them has idled too long.
//   A list ordered by deadline was rejected: every request would move an entry for a sweep that costs
//   microseconds.

internal import Bytes
import Dispatch
import HTTP
import Platform
import Synchronization

/// One thread's share of the connections.
///
/// Sendable without checking: everything but the constants, the inbox and the poller's `wake` is touched
/// only by the block that runs on `queue`.
final class EventLoop: @unchecked Sendable {
    /// The bytes received at once; a typical request has under 2 KiB.
    static let receiveBytes = 64 * 1024
    /// The answers of a pipelined batch go out together up to this size; then other connections have their turn.
    static let turnBytes = 16 * 1024
    /// A body from this size on is sent from where it is, without a copy.
    static let copiedBodyBytes = 16 * 1024
    /// The output buffer is given back when it has grown beyond this.
    static let keptOutputBytes = 256 * 1024
    /// The tokens of connections are below this.
    private static let tokenLimit = UInt64(1) << 63

    /// The serial queue that the loop occupies.
    let queue: DispatchQueue
    /// What the server was started with.
    let configuration: Configuration
    /// The application.
    let handler: any RequestHandler
    /// What other threads hand over.
    let inbox = Inbox()
    /// What waits for the descriptors of this loop.
    ///
    /// A responder may outlive the loop's run and still wake it, so both live as long as the loop.
    let poller: any Poller

    /// Milliseconds of the monotonic clock when the last wait ended.
    private(set) var now = Clock.milliseconds()
    /// Seconds since 1970 by the wall clock when the last wait ended.
    private(set) var seconds = Clock.wallClockSeconds()
    /// What was received last; a request that arrives whole is served from here.
    let received: UnsafeMutableRawBufferPointer
    /// The answers to the connection being served, before they are sent.
    var output = ByteBuffer()
    /// Writes the heads of answers.
    var writer = ResponseWriter()
    /// The bytes sent so far in the turn of the connection being served.
    var sentInTurn = 0
    /// Connections whose turn ended before their input did; they go on when the others have been served.
    var unfinished: [Connection] = []
    /// The connection whose request the handler is looking at.
    var serving: Connection?
    /// Whether each answer is to be the last of its connection.
    private(set) var isStopping = false
    /// When what is still open is cut, in milliseconds.
    private(set) var stopDeadline = Int64.max
    /// The listeners, on the one loop that accepts.
    var acceptor: Acceptor?
    /// All loops in the order of their turn, on the one loop that accepts.
    var loops: [EventLoop] = []
    /// The open connections by descriptor.
    var connections: [Connection?] = []
    /// The loop that accepts; nil for that loop itself.
    let accepting: EventLoop?
    /// The count of connections over all loops.
    let connectionCounter: ConnectionCounter
    /// The number of open connections of this loop.
    var connectionCount = 0
    /// The number of connections this loop has had.
    var generation: UInt64 = 0
    /// When the deadlines are looked at next, in milliseconds.
    var nextSweep = Int64.max
    /// The thread that runs the loop, as pthread_self gives it; 0 while none does.
    private let thread = Atomic<pthread_t>(0)
    private var spareMessages: [Inbox.Message] = []

    /// A loop that is not running yet.
    ///
    /// - Parameters:
    ///   - name: the label of the queue.
    ///   - configuration: limits and times.
    ///   - handler: the application.
    ///   - connectionCounter: counts the connections of all loops.
    ///   - accepting: the loop that accepts, when it is another.
    /// - Throws: the system call that failed.
    init(
        name: String, configuration: Configuration, handler: any RequestHandler,
        connectionCounter: ConnectionCounter,
        accepting: EventLoop?
    ) throws(SystemCallError) {
        self.connectionCounter = connectionCounter
        self.accepting = accepting
        queue = DispatchQueue(label: name)
        self.configuration = configuration
        self.handler = handler
        poller = try configuration.poller.makePoller()
        // Last of all: a failure above runs no deinit, which would give it back.
        received = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.receiveBytes, alignment: 64)
    }

    deinit { received.deallocate() }

    /// Runs until stopped, on the loop's queue, then calls `completion` there.
    ///
    /// - Parameters:
    ///   - loops: all loops, for the one that accepts.
    ///   - completion: what to do when the last connection has closed.
    func start(loops: [EventLoop] = [], then completion: @escaping @Sendable () -> Void) {
        self.loops = loops
        queue.async {
            self.run()
            completion()
        }
    }

    /// Hands over a message, from any thread.
    func post(_ message: consuming Inbox.Message) {
        if inbox.post(message) { poller.wake() }
    }

    /// Brings an answer to its connection, from any thread.
    ///
    /// An answer given while the handler looks at the request is written at once; another waits in the inbox.
    func deliver(_ response: consuming Response, to connection: Connection, exchange: UInt64) {
        guard isCurrentThread, serving === connection else {
            post(.answer(connection, exchange: exchange, response))
            return
        }
        guard connection.isWaiting(for: exchange) else {
            assertionFailure("a second answer to one request")
            return
        }
        connection.answer(response)
    }

    private var isCurrentThread: Bool { thread.load(ordering: .relaxed) == pthread_self() }
}

// What the loop's own block does.
extension EventLoop {
    private func run() {
        dispatchPrecondition(condition: .onQueue(queue))
        thread.store(pthread_self(), ordering: .relaxed)
        while !(isStopping && connectionCount == 0) {
            let events = poller.wait(timeout: unfinished.isEmpty ? pollTimeoutMilliseconds() : 0)
            now = Clock.milliseconds()
            seconds = Clock.wallClockSeconds()
            for event in events { handle(event) }
            giveTurns()
            handler.roundEnded()
            if now >= nextSweep { sweep() }
        }
        thread.store(0, ordering: .relaxed)
        closeAcceptor()
        inbox.close()
    }

    private func handle(_ event: PollerEvent) {
        switch event.token {
        case PollerEvent.wakeToken: takeMessages()
        case let token where token >= Self.tokenLimit:
            acceptConnections(from: Int(Self.listenerToken - token))
        case let token:
            let descriptor = Int(token & 0xFFFF_FFFF)
            // An event of the same wait may be for a connection that closed meanwhile.
            guard descriptor < connections.count, let connection = connections[descriptor],
                connection.token == token
            else { return }
            connection.handle(event.readiness)
        }
    }

    private func giveTurns() {
        guard !unfinished.isEmpty else { return }
        var turn: [Connection] = []
        swap(&turn, &unfinished)
        for connection in turn { connection.takeTurn() }
    }

    private func takeMessages() {
        inbox.takeAll(exchangingFor: &spareMessages)
        var messages: [Inbox.Message] = []
        swap(&messages, &spareMessages)
        for message in messages {
            switch message {
            case .answer(let connection, let exchange, let response):
                connection.takeLateAnswer(response, exchange: exchange)
            case .adopt(let descriptor): adopt(descriptor)
            case .accept: resumeAccepting()
            case .stop(let deadline): stop(until: deadline)
            }
        }
        messages.removeAll(keepingCapacity: messages.capacity <= 1024)
        swap(&messages, &spareMessages)
    }

    private func stop(until deadline: Int64) {
        stopDeadline = min(stopDeadline, deadline)
        scheduleSweep(by: stopDeadline)
        guard !isStopping else { return }
        isStopping = true
        closeAcceptor()
        for case let connection? in connections { connection.stop() }
    }
}
