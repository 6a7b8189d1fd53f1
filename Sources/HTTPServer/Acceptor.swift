import Platform

/// Accepts connections and distributes them over the event loops.
///
/// Confined to the queue of its loop.
///
/// One loop accepts and assigns connections to all loops in turn. SO_REUSEPORT was rejected: it distributes connections
/// by hash, which is uneven for the few long-lived ones of a local client.
final class Acceptor: @unchecked Sendable {
    /// Why a round of accepting ended.
    enum Outcome {
        /// The backlog is empty, or the round reached its largest size.
        case done
        /// The limit of connections is reached.
        case full
        /// The system is out of descriptors or memory.
        case exhausted
    }

    private static let batch = 64

    /// The listening sockets; the first one has the address that is reported to clients.
    let listeners: [Listener]
    /// Whether the poller currently does not report the listeners.
    var isPaused = false
    private let connectionCounter: ConnectionCounter
    private var next = 0

    /// Binds and listens.
    ///
    /// - Throws: the call that failed; `bind` with EADDRINUSE for a port in use and EACCES for a port below 1024
    ///   without permission; `inet_pton` with EINVAL for a host that is not an address.
    init(_ configuration: Configuration, connectionCounter: ConnectionCounter) throws(SystemCallError) {
        self.connectionCounter = connectionCounter
        listeners = try Listener.all(configuration)
    }

    /// Registers the listeners with a poller; `token` and the numbers below it identify them.
    ///
    /// - Throws: the call that failed.
    func join(_ poller: any Poller, token: UInt64) throws(SystemCallError) {
        for (index, listener) in listeners.enumerated() {
            try poller.add(listener.descriptor, token: token - UInt64(index), for: .input)
        }
    }

    /// Accepts the waiting connections of a listener and passes each to `hand` with the index of its loop.
    func accept(from listener: Int, over loops: Int, to hand: (Int32, Int) -> Void) -> Outcome {
        for _ in 0..<Self.batch {
            guard !connectionCounter.isFull else { return .full }
            switch SystemCall.accept(listeners[listener].descriptor) {
            case .connection(let accepted):
                connectionCounter.addOne()
                hand(accepted, next)
                next = (next + 1) % loops
            case .none: return .done
            case .lost: continue
            case .exhausted: return .exhausted
            }
        }
        return .done
    }

    /// Closes the listening sockets.
    ///
    /// - Parameter poller: the poller that reports them, if any.
    func close(removingFrom poller: (any Poller)? = nil) {
        for listener in listeners {
            poller?.remove(closing: listener.descriptor)
            listener.close()
        }
    }
}
