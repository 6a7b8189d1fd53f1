/// Constants whose type or presence differs between systems, with one type each.
enum SystemConstants {
    #if canImport(Glibc)
        /// A stream socket.
        static let stream = Int32(SOCK_STREAM.rawValue)
        /// The resource of open descriptors, for getrlimit(2).
        static let openFiles = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        static let stream = SOCK_STREAM
        static let openFiles = RLIMIT_NOFILE
    #endif

    #if os(Linux)
        /// The wall clock that is cheapest to read.
        static let coarseWallClock = CLOCK_REALTIME_COARSE
        /// Flags that keep a send from raising SIGPIPE; without them the process must ignore the signal.
        static let send = Int32(MSG_NOSIGNAL)
        /// Failures of accept(2) that concern one connection, which is already gone.
        static let lostConnection: [Int32] = [
            EINTR, ECONNABORTED, EPROTO, EPERM, ENOPROTOOPT, EOPNOTSUPP, ENETDOWN, ENETUNREACH, EHOSTDOWN,
            EHOSTUNREACH, ENONET,
        ]
    #else
        static let coarseWallClock = CLOCK_REALTIME
        static let send: Int32 = 0
        static let lostConnection: [Int32] = [EINTR, ECONNABORTED, EPROTO, EPERM]
    #endif
}
