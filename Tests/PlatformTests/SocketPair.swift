import Platform

/// Two connected sockets, closed when the test lets go of them.
final class SocketPair {
    private(set) var own: Int32 = -1
    private var peer: Int32 = -1

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0 else {
            throw SystemCallError("socketpair", errno)
        }
        (own, peer) = (ends[0], ends[1])
    }

    deinit {
        closeOwn()
        closePeer()
    }

    /// Sends from the peer.
    func send(_ text: String) { _ = write(peer, text, text.utf8.count) }

    /// Reads what waits at the own end.
    func read() {
        var bytes = [UInt8](repeating: 0, count: 1024)
        _ = Platform.read(own, &bytes, bytes.count)
    }

    func closeOwn() {
        if own >= 0 { close(own) }
        own = -1
    }

    func closePeer() {
        if peer >= 0 { close(peer) }
        peer = -1
    }
}

/// An event that can be compared.
struct Report: Hashable {
    let token: UInt64
    let readiness: UInt32

    init(_ token: UInt64, _ readiness: Readiness) {
        self.token = token
        self.readiness = readiness.rawValue
    }
}

extension Poller {
    /// The events of one wait.
    func reports(timeout: Int32 = 0) -> [Report] {
        wait(timeout: timeout).map { Report($0.token, $0.readiness) }
    }
}
