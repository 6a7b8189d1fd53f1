#if os(Linux) && !PORTABLE
    internal import CLinux
#endif

/// The end of another process.
public struct ProcessEnd: Sendable {
    /// The number of the process.
    private let process: Int32
    /// Readable once the process has ended; nil where only its number can be asked for.
    private let descriptor: Int32?

    /// How often a process is asked for where there is no descriptor, in milliseconds.
    private static let interval: Int32 = 100

    /// Prepares to wait for the end of a process.
    ///
    /// The signal of prctl(2), PR_SET_PDEATHSIG, is not used: it is sent when the thread that has made this process ends,
    /// which in many programs is earlier than the process.
    public init(of process: Int32) {
        self.process = process
        #if os(Linux) && !PORTABLE
            let opened = open_process(process)
            descriptor = opened >= 0 ? opened : nil
        #else
            descriptor = nil
        #endif
    }

    /// Blocks until the process has ended.
    public func wait() {
        guard let descriptor else {
            while kill(process, 0) == 0 || errno == EPERM { poll(nil, 0, Self.interval) }
            return
        }
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, -1) < 0, errno == EINTR {}
        SystemCall.close(descriptor)
    }
}
