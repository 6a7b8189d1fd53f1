#if os(Linux) && !PORTABLE
    internal import CLinux
#endif

/// The result of an attempt to accept a connection.
public enum Accepted {
    /// The socket of a new connection, non-blocking and closed on exec.
    case connection(Int32)
    /// No connection waits.
    case none
    /// A connection waited but is gone; there may be others.
    case lost
    /// The system is out of descriptors or memory: EMFILE, ENFILE, ENOBUFS, ENOMEM.
    case exhausted
}

extension SystemCall {
    /// Creates a stream socket, closed on exec (socket(2)).
    ///
    /// - Throws: the call that failed; `socket` with EAFNOSUPPORT on a machine without the family.
    public static func makeSocket(family: Int32, isBlocking: Bool) throws(SystemCallError) -> Int32 {
        #if os(Linux) && !PORTABLE
            let flags = SOCK_CLOEXEC.rawValue | (isBlocking ? 0 : SOCK_NONBLOCK.rawValue)
            let descriptor = socket(family, SystemConstants.stream | Int32(flags), 0)
            guard descriptor >= 0 else { throw SystemCallError("socket", errno) }
        #else
            let descriptor = socket(family, SystemConstants.stream, 0)
            guard descriptor >= 0 else { throw SystemCallError("socket", errno) }
            try prepare(descriptor, isBlocking: isBlocking)
        #endif
        return descriptor
    }

    /// Creates a non-blocking listening socket.
    ///
    /// - Parameters:
    ///   - address: where; port 0 lets the kernel pick one.
    ///   - backlog: the connections that the kernel queues before they are accepted; the kernel may lower the number.
    /// - Returns: the socket.
    /// - Throws: the call that failed; `bind` with EADDRINUSE for a port in use, EACCES for a port below 1024 without
    ///   permission and EADDRNOTAVAIL for an address of another machine.
    public static func listen(on address: SocketAddress, backlog: Int32) throws(SystemCallError) -> Int32 {
        let descriptor = try makeSocket(family: address.family, isBlocking: false)
        do throws(SystemCallError) {
            try enable(SO_REUSEADDR, level: SOL_SOCKET, of: descriptor)
            // Accepted sockets inherit it, which saves a call for each (tcp(7)).
            try enable(TCP_NODELAY, level: Int32(IPPROTO_TCP), of: descriptor)
            try address.bind(descriptor)
            guard Platform.listen(descriptor, backlog) == 0 else { throw SystemCallError("listen", errno) }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    /// Accepts the next connection of the backlog (accept4(2)).
    public static func accept(_ descriptor: Int32) -> Accepted {
        #if os(Linux) && !PORTABLE
            let accepted = accept4(
                descriptor, nil, nil, Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue))
            if accepted >= 0 { return .connection(accepted) }
        #else
            let accepted = Platform.accept(descriptor, nil, nil)
            if accepted >= 0 {
                let isPrepared: Void? = try? prepare(accepted, isBlocking: false)
                return isPrepared == nil ? .lost : .connection(accepted)
            }
        #endif
        switch errno {
        case EAGAIN, EWOULDBLOCK: return .none
        case let code where SystemConstants.lostConnection.contains(code): return .lost
        default: return .exhausted
        }
    }

    /// Switches an integer option of a socket on (setsockopt(2)).
    private static func enable(
        _ option: Int32, level: Int32, of descriptor: Int32
    ) throws(SystemCallError) {
        var on: Int32 = 1
        guard setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
            throw SystemCallError("setsockopt", errno)
        }
    }

    /// Makes a descriptor close on exec and, unless `isBlocking`, non-blocking (fcntl(2)).
    ///
    /// - Throws: the call that failed; the descriptor is then closed.
    static func prepare(_ descriptor: Int32, isBlocking: Bool) throws(SystemCallError) {
        let flags = isBlocking ? 0 : fcntl(descriptor, F_GETFL)
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0, flags >= 0,
            isBlocking || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0
        else {
            let code = errno
            close(descriptor)
            throw SystemCallError("fcntl", code)
        }
    }
}
