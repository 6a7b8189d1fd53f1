import CEpoll
import Glibc

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
        /// The system is out of descriptors or memory: EMFILE, ENFILE, ENOBUFS, ENOMEM.
        case exhausted
    }

    private static let batch = 64

    /// The listening sockets; the first is on the address to tell clients.
    let listeners: [Listener]
    /// Whether epoll does not report the listeners at present.
    var isPaused = false
    private let census: Census
    private var next = 0

    /// Binds and listens.
    ///
    /// - Throws: the call that failed; `bind` with EADDRINUSE for a taken port and EACCES for one below 1024
    ///   without the right; `inet_pton` with EINVAL for a host that is no address.
    init(_ configuration: Configuration, census: Census) throws(SystemCallError) {
        self.census = census
        listeners = try Listener.all(configuration)
    }

    /// Has an epoll instance report connections that wait; `token` and those below it tell the listeners apart.
    ///
    /// - Throws: the call that failed.
    func join(_ epoll: Int32, token: UInt64) throws(SystemCallError) {
        for (index, listener) in listeners.enumerated() {
            try SystemCall.control(
                epoll, EPOLL_CTL_ADD, listener.descriptor, events: EPOLLIN.rawValue,
                token: token - UInt64(index))
        }
    }

    /// Accepts what waits at a listener and gives each socket to `hand` with the index of the loop whose turn it is.
    func accept(from listener: Int, over loops: Int, to hand: (Int32, Int) -> Void) -> Outcome {
        for _ in 0..<Self.batch {
            guard !census.isFull else { return .full }
            switch SystemCall.accept(listeners[listener].descriptor) {
            case .success(let accepted):
                census.enter()
                hand(accepted, next)
                next = (next + 1) % loops
            case .failure(let error):
                switch error.code {
                case EAGAIN, EWOULDBLOCK: return .done
                // These concern one connection that is already gone (accept(2)).
                case EINTR, ECONNABORTED, EPROTO, EPERM, ENOPROTOOPT, EOPNOTSUPP, ENETDOWN, ENETUNREACH,
                    EHOSTDOWN, EHOSTUNREACH, ENONET:
                    continue
                default: return .exhausted
                }
            }
        }
        return .done
    }

    /// Gives the listening sockets back.
    func close() {
        for listener in listeners { listener.close() }
    }
}
