/// An implementation of `Poller`.
public enum PollerKind: Sendable, CaseIterable {
    /// The fastest one of the system: epoll on Linux, elsewhere poll(2).
    case native
    /// poll(2), which every system has; a wait costs time for each descriptor, ready or not.
    case poll

    /// Makes a poller without descriptors.
    ///
    /// - Throws: the call that failed, with EMFILE when the process has no descriptor left.
    public func makePoller() throws(SystemCallError) -> any Poller {
        switch self {
        case .native:
            #if os(Linux) && !PORTABLE
                return try EpollPoller()
            #else
                return try PollPoller()
            #endif
        case .poll: return try PollPoller()
        }
    }
}

extension SystemCallError {
    /// Ends the process because a wait failed, unless it failed for the first time.
    ///
    /// One failure is ignored: a tracer that detaches from the process can make a call fail (strace, ENOSYS).
    func endUnlessFirst(_ isRepeated: inout Bool) {
        guard !isRepeated else { fatalError("\(self)") }
        isRepeated = true
    }
}
