import Glibc

/// The listening socket and the distribution of what it accepts; confined to the queue of its loop.
///
/// One listener hands connections out in turn. SO_REUSEPORT was rejected: it spreads connections by hash,
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

    /// The listening socket.
    let descriptor: Int32
    /// Where it listens.
    let address: Address
    /// Whether epoll does not report the listener at present.
    var isPaused = false
    private let census: Census
    private var next = 0

    /// Binds and listens.
    ///
    /// - Throws: the call that failed; `bind` with EADDRINUSE for a taken port and EACCES for one below 1024
    ///   without the right; `inet_pton` with EINVAL for a host that is no address.
    init(_ configuration: Configuration, census: Census) throws(SystemCallError) {
        self.census = census
        guard let wanted = SocketAddress(host: configuration.host, port: configuration.port) else {
            throw SystemCallError("inet_pton", EINVAL)
        }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        descriptor = socket(wanted.family, type, 0)
        guard descriptor >= 0 else { throw SystemCallError("socket", errno) }
        do throws(SystemCallError) {
            try SystemCall.enable(SO_REUSEADDR, level: SOL_SOCKET, of: descriptor)
            // Accepted sockets inherit it, so it costs no call for each (tcp(7)).
            try SystemCall.enable(TCP_NODELAY, level: Int32(IPPROTO_TCP), of: descriptor)
            try wanted.bind(descriptor)
            guard listen(descriptor, configuration.backlog) == 0 else {
                throw SystemCallError("listen", errno)
            }
            address = try SocketAddress(of: descriptor).address
        } catch {
            SystemCall.close(descriptor)
            throw error
        }
    }

    /// Accepts what waits and gives each socket to `hand` with the index of the loop whose turn it is.
    func accept(over loops: Int, to hand: (Int32, Int) -> Void) -> Outcome {
        for _ in 0..<Self.batch {
            guard !census.isFull else { return .full }
            switch SystemCall.accept(descriptor) {
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

    /// Gives the listening socket back.
    func close() { SystemCall.close(descriptor) }
}
