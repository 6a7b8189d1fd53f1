import Platform

/// The listening sockets and the distribution of what they accept; confined to the queue of its loop.
///
/// One loop accepts and hands connections out in turn. SO_REUSEPORT was rejected: it spreads connections by hash,
/// which is uneven for the few long ones of a local client.
final class Acceptor: @unchecked Sendable {
    /// Why a batch of accepting ended.
    enum Outcome {
        /// The backlog is empty, or the batch was long enough for once.
        case done
        /// The limit of connections is reached.
        case full
        /// The system is out of descriptors or memory.
        case exhausted
    }

    private static let batch = 64

    /// The listening sockets; the first is on the address to tell clients.
    let listeners: [Listener]
    /// Whether the poller does not report the listeners at present.
    var isPaused = false
    private let connectionCounter: ConnectionCounter
    private var next = 0

    /// Binds and listens.
    ///
    /// - Throws: the call that failed; `bind` with EADDRINUSE for a taken port and EACCES for one below 1024
    ///   without the right; `inet_pton` with EINVAL for a host that is no address.
    init(_ configuration: Configuration, connectionCounter: ConnectionCounter) throws(SystemCallError) {
        self.connectionCounter = connectionCounter
        listeners = try Listener.all(configuration)
    }

    /// Has a poller report connections that wait; `token` and those below it tell the listeners apart.
    ///
    /// - Throws: the call that failed.
    func join(_ poller: any Poller, token: UInt64) throws(SystemCallError) {
        for (index, listener) in listeners.enumerated() {
            try poller.add(listener.descriptor, token: token - UInt64(index), for: .input)
        }
    }

    /// Accepts what waits at a listener and gives each socket to `hand` with the index of the loop whose turn it is.
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
    /// - Parameter poller: the one that reports them, if any.
    func close(removingFrom poller: (any Poller)? = nil) {
        for listener in listeners {
            poller?.remove(closing: listener.descriptor)
            listener.close()
        }
    }
}
