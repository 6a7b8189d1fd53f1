// Every system call of the server is in this file. Each reads errno at once, before anything else can set it.

import CEpoll
import Glibc

/// What a non-blocking transfer of bytes came to.
enum Transfer {
    /// This many bytes, at least one.
    case bytes(Int)
    /// Nothing can be transferred now.
    case blocked
    /// The peer has sent its last byte.
    case ended
    /// The connection is broken; the value is errno.
    case failed(Int32)
}

/// The Linux calls the server makes, in Swift's types.
enum SystemCall {
    /// Milliseconds on a clock that never goes back (clock_gettime(2), CLOCK_MONOTONIC).
    static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// Seconds since 1970 by the wall clock, at the granularity of the kernel's tick.
    static func wallClockSeconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &time)
        return Int64(time.tv_sec)
    }

    /// Receives into `buffer` (recv(2)).
    static func receive(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Transfer {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .ended }
            let code = errno
            if code == EINTR { continue }
            return code == EAGAIN || code == EWOULDBLOCK ? .blocked : .failed(code)
        }
    }

    /// Sends the bytes of two buffers in a row, as many as the kernel takes (sendmsg(2)), without SIGPIPE.
    static func send(
        _ descriptor: Int32, _ first: UnsafeRawBufferPointer,
        _ second: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
    ) -> Transfer {
        while true {
            let count =
                second.count == 0
                ? Glibc.send(descriptor, first.baseAddress, first.count, Int32(MSG_NOSIGNAL))
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
            return sendmsg(descriptor, &message, Int32(MSG_NOSIGNAL))
        }
    }

    /// Tells the peer that no more bytes follow (shutdown(2), SHUT_WR).
    static func endOutput(_ descriptor: Int32) {
        _ = shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Gives the descriptor back (close(2)); never repeated, for Linux frees it even on EINTR.
    static func close(_ descriptor: Int32) {
        _ = Glibc.close(descriptor)
    }

    /// Closes with a reset, dropping what the peer has not taken (socket(7), SO_LINGER with time 0).
    static func reset(_ descriptor: Int32) {
        var linger = linger(l_onoff: 1, l_linger: 0)
        _ = setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
        close(descriptor)
    }

    /// Switches an integer option of a socket on (setsockopt(2)).
    static func enable(_ option: Int32, level: Int32, of descriptor: Int32) throws(SystemCallError) {
        var on: Int32 = 1
        guard setsockopt(descriptor, level, option, &on, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
            throw SystemCallError("setsockopt", errno)
        }
    }

    /// Takes the next connection from the backlog, non-blocking and closed on exec (accept4(2)).
    static func accept(_ descriptor: Int32) -> Result<Int32, SystemCallError> {
        let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let accepted = accept4(descriptor, nil, nil, flags)
        return accepted >= 0 ? .success(accepted) : .failure(SystemCallError("accept4", errno))
    }

    /// The number of descriptors the process may have open, after an attempt to have it be `wanted`
    /// (getrlimit(2)).
    static func descriptorLimit(for wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        if Int(clamping: limit.rlim_cur) < wanted {
            let soft = limit.rlim_cur
            limit.rlim_cur = min(limit.rlim_max, rlim_t(wanted))
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) != 0 { limit.rlim_cur = soft }
        }
        return Int(clamping: limit.rlim_cur)
    }

    /// A new epoll instance (epoll_create1(2)).
    static func makeEpoll() throws(SystemCallError) -> Int32 {
        let descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw SystemCallError("epoll_create1", errno) }
        return descriptor
    }

    /// Adds, changes or removes a descriptor of an epoll instance (epoll_ctl(2)).
    static func control(
        _ epoll: Int32, _ operation: Int32, _ descriptor: Int32, events: UInt32, token: UInt64
    ) throws(SystemCallError) {
        var event = epoll_event()
        event.events = events
        event.data.u64 = token
        guard epoll_ctl(epoll, operation, descriptor, &event) == 0 else {
            throw SystemCallError("epoll_ctl", errno)
        }
    }

    /// Waits for events (epoll_wait(2)).
    ///
    /// - Parameters:
    ///   - epoll: the instance.
    ///   - events: receives what is ready.
    ///   - timeout: milliseconds, -1 for no limit.
    /// - Returns: the number of events written to `events`; 0 after a timeout or a signal.
    /// - Precondition: the instance is open. A loop that cannot wait would spin and serve nobody.
    static func wait(
        _ epoll: Int32, into events: UnsafeMutableBufferPointer<epoll_event>, timeout: Int32
    ) -> Int {
        var isRepeated = false
        while true {
            let count = epoll_wait(epoll, events.baseAddress, Int32(events.count), timeout)
            if count >= 0 { return Int(count) }
            let error = SystemCallError("epoll_wait", errno)
            if error.code == EINTR { return 0 }
            // Once is forgiven: a tracer that lets go of the process can have a call fail (strace, ENOSYS).
            guard !isRepeated else { fatalError("\(error)") }
            isRepeated = true
        }
    }

    /// A new event counter to wake a loop with (eventfd(2)).
    static func makeEventCounter() throws(SystemCallError) -> Int32 {
        let descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw SystemCallError("eventfd", errno) }
        return descriptor
    }

    /// Adds one to an event counter.
    ///
    /// One that has no room for it is emptied first; epoll reports the raise all the same (eventfd(2)).
    static func raise(_ counter: Int32) {
        var one: UInt64 = 1
        while write(counter, &one, 8) < 0 {
            let code = errno
            if code == EAGAIN { clear(counter) } else if code != EINTR { return }
        }
    }

    /// Sets an event counter to zero.
    static func clear(_ counter: Int32) {
        var value: UInt64 = 0
        while read(counter, &value, 8) < 0, errno == EINTR {}
    }
}
