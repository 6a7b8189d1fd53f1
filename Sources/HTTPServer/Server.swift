import Locking
public import Platform
import Synchronization

/// An HTTP/1.1 server; it listens from `start` to `stop`.
public final class Server: Sendable {
    private enum State {
        case created
        case running([EventLoop])
        case stopping([EventLoop], completions: [@Sendable () -> Void])
        case stopped
    }

    private let configuration: Configuration
    private let handler: any RequestHandler
    private let state = Lock(State.created)

    /// Creates a server that is not listening yet.
    public init(configuration: Configuration, handler: any RequestHandler) {
        self.configuration = configuration
        self.handler = handler
    }

    /// Binds and listens; when it returns, connections are served.
    ///
    /// Called once, and not after `stop`.
    ///
    /// - Returns: the address bound, with the actual port; 127.0.0.1 for `localhost`.
    /// - Throws: the system call that failed: `bind` with EADDRINUSE for a port in use and EACCES for a port without
    ///   permission, `inet_pton` with EINVAL for a host that is neither an address nor `localhost`.
    public func start() throws(SystemCallError) -> Address {
        let limit = min(
            configuration.connections, SystemCall.descriptorLimit(for: configuration.connections + 64) - 64)
        let connectionCounter = ConnectionCounter(limit: max(1, limit))
        let acceptor = try Acceptor(configuration, connectionCounter: connectionCounter)
        var loops: [EventLoop] = []
        do throws(SystemCallError) {
            for index in 0..<max(1, configuration.loops) {
                loops.append(
                    try EventLoop(
                        name: "http-loop-\(index)", configuration: configuration, handler: handler,
                        connectionCounter: connectionCounter, accepting: loops.first))
            }
            // Here, where an error can be thrown: otherwise the server would run without receiving connections.
            try loops[0].listen(on: acceptor)
        } catch {
            acceptor.close()
            throw error
        }
        state.withLock { state in
            switch state {
            case .created: state = .running(loops)
            case .running, .stopping: preconditionFailure("the server was started twice")
            case .stopped: preconditionFailure("the server was stopped before this start")
            }
        }
        let remaining = Countdown(loops.count)
        for (index, loop) in loops.enumerated() {
            loop.start(loops: index == 0 ? loops : []) { [self] in
                if remaining.countDown() { ended() }
            }
        }
        return acceptor.listeners[0].address
    }

    /// Stops accepting at once, finishes the current requests with `Connection: close`, then ends.
    ///
    /// - Parameters:
    ///   - limit: the time after which the remaining connections are reset; a later call can only shorten it.
    ///   - completion: called once, on the queue of an event loop, when the last connection is closed.
    public func stop(within limit: Duration, then completion: @escaping @Sendable () -> Void) {
        let loops: [EventLoop]? = state.withLock { state in
            switch state {
            case .running(let loops):
                state = .stopping(loops, completions: [completion])
                return loops
            case .stopping(let loops, let completions):
                state = .stopping(loops, completions: completions + [completion])
                return loops
            case .created, .stopped:
                state = .stopped
                return nil
            }
        }
        guard let loops else {
            completion()
            return
        }
        let deadline = Clock.milliseconds() + Int64(limit / .milliseconds(1))
        for loop in loops { loop.post(.stop(deadline)) }
    }

    private func ended() {
        let completions: [@Sendable () -> Void] = state.withLock { state in
            defer { state = .stopped }
            if case .stopping(_, let completions) = state { return completions }
            return []
        }
        for completion in completions { completion() }
    }
}

/// Counts the loops that have ended.
private final class Countdown: Sendable {
    private let remaining: Atomic<Int>

    init(_ count: Int) { remaining = Atomic(count) }

    /// Counts one loop; true for the last one.
    func countDown() -> Bool { remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 }
}
