// An event loop: one block on a serial Dispatch queue, which waits for events with a poller and handles them.
//
// - A poller inside the queue instead of a DispatchSource for each connection: a source costs two thread switches and
//   eight system calls for each request, and on Linux it has an open bug, a crash when clients reset connections.
// - Level-triggered: one receive for each event, and remaining input is reported again. This is fair between
//   connections, and no call is needed to find out that nothing is left.
// - Requests are received into one buffer of the loop and responses written into another, so an idle connection owns no
//   buffer.
// - Deadlines are checked by a sweep over all connections. It runs at the earliest known deadline, rounded up to the
//   tick, so a server with idle connections sleeps until the first of them times out. A list ordered by deadline was
//   rejected: every request would move an entry to save a sweep that costs microseconds.

internal import Bytes
import Dispatch
import HTTP
import Platform
import Synchronization

/// Serves a share of the connections on one thread.
///
/// Sendable without checking: everything except the constants, the inbox and the poller's `wake` is used only by the
/// block that runs on `queue`.
final class EventLoop: @unchecked Sendable {
    /// The most bytes received at once; a typical request has under 2 KiB.
    static let receiveBytes = 64 * 1024
    /// Responses to pipelined requests are sent together up to this size; then other connections have their turn.
    static let turnBytes = 16 * 1024
    /// A body of this size or more is sent without copying it.
    static let copiedBodyBytes = 16 * 1024
    /// The output buffer is freed when it has grown beyond this size.
    static let keptOutputBytes = 256 * 1024
    /// The tokens of connections are below this.
    private static let tokenLimit = UInt64(1) << 63

    /// The serial queue that the loop occupies.
    let queue: DispatchQueue
    let configuration: Configuration
    /// The application.
    let handler: any RequestHandler
    /// Messages from other threads.
    let inbox = Inbox()
    /// Waits for events of this loop's descriptors.
    ///
    /// A responder may wake it after the loop has ended, so it lives as long as this object.
    let poller: any Poller

    /// Milliseconds of the monotonic clock when the last wait ended.
    private(set) var now = Clock.milliseconds()
    /// Seconds since 1970 by the wall clock when the last wait ended.
    private(set) var seconds = Clock.wallClockSeconds()
    /// The buffer for received bytes; a request that arrives complete is served from it.
    let received: UnsafeMutableRawBufferPointer
    /// The unsent responses of the connection being served.
    var output = ByteBuffer()
    /// Writes the heads of responses.
    var writer = ResponseWriter()
    /// The bytes sent so far in the turn of the connection being served.
    var sentInTurn = 0
    /// Connections whose turn ended before their input did; they continue after the others have been served.
    var unfinished: [Connection] = []
    /// The connection whose request is being passed to the handler.
    var serving: Connection?
    /// Whether each response is the last one of its connection.
    private(set) var isStopping = false
    /// When the remaining connections are reset, in milliseconds.
    private(set) var stopDeadline = Int64.max
    /// The listeners; only in the loop that accepts.
    var acceptor: Acceptor?
    /// All loops, in the order in which they are assigned connections; only in the loop that accepts.
    var loops: [EventLoop] = []
    /// The open connections by descriptor.
    var connections: [Connection?] = []
    /// The loop that accepts; nil for that loop itself.
    let accepting: EventLoop?
    /// Counts the connections of all loops.
    let connectionCounter: ConnectionCounter
    /// The number of open connections of this loop.
    var connectionCount = 0
    /// The number of connections that this loop has had.
    var generation: UInt64 = 0
    /// The time of the next sweep, in milliseconds.
    var nextSweep = Int64.max
    /// The thread that runs the loop, from pthread_self; 0 while it is not running.
    private let thread = Atomic<pthread_t>(0)
    private var spareMessages: [Inbox.Message] = []

    /// Creates a loop that is not running yet.
    ///
    /// - Parameters:
    ///   - name: the label of the queue.
    ///   - configuration: limits and times.
    ///   - handler: the application.
    ///   - connectionCounter: counts the connections of all loops.
    ///   - accepting: the loop that accepts, if it is another one.
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
        // Last, because an error above would not run deinit, which frees it.
        received = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.receiveBytes, alignment: 64)
    }

    deinit { received.deallocate() }

    /// Runs until stopped, on the loop's queue, then calls `completion` there.
    ///
    /// - Parameters:
    ///   - loops: all loops, for the one that accepts.
    ///   - completion: called when the last connection has closed.
    func start(loops: [EventLoop] = [], then completion: @escaping @Sendable () -> Void) {
        self.loops = loops
        queue.async {
            self.run()
            completion()
        }
    }

    /// Posts a message, from any thread.
    func post(_ message: consuming Inbox.Message) {
        if inbox.post(message) { poller.wake() }
    }

    /// Passes a response to its connection, from any thread.
    ///
    /// A response given during the handler's call is written at once; any other is posted to the inbox.
    func deliver(_ response: consuming Response, to connection: Connection, exchange: UInt64) {
        guard isCurrentThread, serving === connection else {
            if inbox.post(.answer(connection, exchange: exchange, response)) { poller.wake() }
            return
        }
        guard connection.isWaiting(for: exchange) else {
            assertionFailure("a second response to one request")
            return
        }
        connection.answer(response)
    }

    private var isCurrentThread: Bool { thread.load(ordering: .relaxed) == pthread_self() }
}

// The work of the loop's block.
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
            // The connection may have been closed by an earlier event of the same wait.
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
            case .end(let connection, let exchange, let ending): connection.end(ending, exchange: exchange)
            case .stream(let connection, let exchange, let response, let whenEnded):
                connection.beginStream(response, exchange: exchange, whenEnded: whenEnded)
            case .piece(let connection, let exchange, let bytes):
                connection.takePiece(bytes, exchange: exchange)
            case .endStream(let connection, let exchange): connection.endStream(exchange: exchange)
            case .watch(let connection, let exchange, let whenEnded):
                connection.watch(exchange: exchange, whenEnded: whenEnded)
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
