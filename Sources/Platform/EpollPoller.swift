#if os(Linux) && !PORTABLE
    internal import CLinux

    /// A poller over epoll(7).
    ///
    /// Sendable without checking: the buffers belong to the thread that waits, and the descriptors never change.
    final class EpollPoller: Poller, @unchecked Sendable {
        private static let eventsAtOnce = 256

        /// The epoll instance.
        let epoll: Int32
        private let wakeUp: Int32
        private let reported: UnsafeMutableBufferPointer<epoll_event>
        private let events: UnsafeMutableBufferPointer<PollerEvent>

        /// An instance without descriptors.
        ///
        /// - Throws: the call that failed.
        init() throws(SystemCallError) {
            epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
            guard epoll >= 0 else { throw SystemCallError("epoll_create1", errno) }
            wakeUp = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
            guard wakeUp >= 0 else {
                let code = errno
                SystemCall.close(epoll)
                throw SystemCallError("eventfd", code)
            }
            // After the calls that can fail: a failure above runs no deinit.
            reported = .allocate(capacity: Self.eventsAtOnce)
            events = .allocate(capacity: Self.eventsAtOnce)
            // Edge-triggered, so that the counter need not be read: each increment is reported once.
            try control(
                EPOLL_CTL_ADD, wakeUp, token: PollerEvent.wakeToken,
                events: EPOLLIN.rawValue | EPOLLET.rawValue)
        }

        deinit {
            SystemCall.close(wakeUp)
            SystemCall.close(epoll)
            reported.deallocate()
            events.deallocate()
        }

        func add(_ descriptor: Int32, token: UInt64, for interest: Readiness) throws(SystemCallError) {
            try control(EPOLL_CTL_ADD, descriptor, token: token, events: interest.rawValue)
        }

        func modify(_ descriptor: Int32, token: UInt64, for interest: Readiness) throws(SystemCallError) {
            try control(EPOLL_CTL_MOD, descriptor, token: token, events: interest.rawValue)
        }

        /// Makes no call: closing a descriptor removes it from the instance (epoll(7)).
        func remove(closing descriptor: Int32) {}

        func wait(timeout: Int32) -> UnsafeBufferPointer<PollerEvent> {
            var isRepeated = false
            while true {
                let count = epoll_wait(epoll, reported.baseAddress, Int32(reported.count), timeout)
                guard count < 0 else {
                    for index in 0..<Int(count) {
                        let event = reported[index]
                        events[index] = PollerEvent(
                            token: event.data.u64, readiness: Readiness(rawValue: event.events))
                    }
                    return UnsafeBufferPointer(rebasing: events[..<Int(count)])
                }
                let error = SystemCallError("epoll_wait", errno)
                if error.code == EINTR { return UnsafeBufferPointer(rebasing: events[..<0]) }
                error.endUnlessFirst(&isRepeated)
            }
        }

        /// Adds one to the event counter (eventfd(2)).
        ///
        /// A full counter is set to zero first; epoll reports the increment all the same.
        func wake() {
            var one: UInt64 = 1
            while write(wakeUp, &one, 8) < 0 {
                let code = errno
                var value: UInt64 = 0
                if code == EAGAIN { _ = read(wakeUp, &value, 8) } else if code != EINTR { return }
            }
        }

        private func control(
            _ operation: Int32, _ descriptor: Int32, token: UInt64, events: UInt32
        ) throws(SystemCallError) {
            var event = epoll_event()
            event.events = events
            event.data.u64 = token
            guard epoll_ctl(epoll, operation, descriptor, &event) == 0 else {
                throw SystemCallError("epoll_ctl", errno)
            }
        }
    }
#endif
