/// System calls on descriptors, in Swift's types.
///
/// Each reads errno at once, before anything else can set it.
public enum SystemCall {
    /// Receives into `buffer` (recv(2)).
    public static func receive(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .ended }
            let code = errno
            if code == EINTR { continue }
            return code == EAGAIN || code == EWOULDBLOCK ? .blocked : .failed(code)
        }
    }

    /// Looks at the first byte that can be received, and leaves it there (recv(2), MSG_PEEK).
    public static func peek(_ descriptor: Int32) -> Transfer {
        var byte: UInt8 = 0
        while true {
            let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK))
            if count > 0 { return .bytes(count) }
            if count == 0 { return .ended }
            let code = errno
            if code == EINTR { continue }
            return code == EAGAIN || code == EWOULDBLOCK ? .blocked : .failed(code)
        }
    }

    /// Sends the bytes of two buffers, as many as the kernel accepts (sendmsg(2)).
    ///
    /// On Linux without SIGPIPE; elsewhere the process must ignore that signal.
    public static func send(
        _ descriptor: Int32, _ first: UnsafeRawBufferPointer,
        _ second: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
    ) -> Transfer {
        while true {
            let count =
                second.count == 0
                ? Platform.send(descriptor, first.baseAddress, first.count, SystemConstants.send)
                : sendPair(descriptor, first, second)
            if count > 0 { return .bytes(count) }
            let code = errno
            if code == EINTR { continue }
            return code == EAGAIN || code == EWOULDBLOCK ? .blocked : .failed(code)
        }
    }

    private static func sendPair(
        _ descriptor: Int32, _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer
    ) -> Int {
        withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { vectors in
            vectors[0] = iovec(
                iov_base: UnsafeMutableRawPointer(mutating: first.baseAddress), iov_len: first.count)
            vectors[1] = iovec(
                iov_base: UnsafeMutableRawPointer(mutating: second.baseAddress), iov_len: second.count)
            var message = msghdr()
            message.msg_iov = vectors.baseAddress
            message.msg_iovlen = 2
            return sendmsg(descriptor, &message, SystemConstants.send)
        }
    }

    /// Ends the output of a connection; the peer reads the end of the stream (shutdown(2), SHUT_WR).
    public static func endOutput(_ descriptor: Int32) {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Closes a descriptor (close(2)); never repeated, as Linux frees it even on EINTR.
    public static func close(_ descriptor: Int32) {
        _ = Platform.close(descriptor)
    }

    /// Closes a connection with a reset and drops the output that the peer has not received (socket(7), SO_LINGER with
    /// time 0).
    public static func reset(_ descriptor: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        _ = setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close(descriptor)
    }

    /// The number of descriptors that the process may have open, after an attempt to raise it to `wanted`
    /// (getrlimit(2)).
    public static func descriptorLimit(for wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(SystemConstants.openFiles, &limit) == 0 else { return 1024 }
        if Int(clamping: limit.rlim_cur) < wanted {
            let soft = limit.rlim_cur
            limit.rlim_cur = min(limit.rlim_max, rlim_t(wanted))
            if setrlimit(SystemConstants.openFiles, &limit) != 0 { limit.rlim_cur = soft }
        }
        return Int(clamping: limit.rlim_cur)
    }
}
