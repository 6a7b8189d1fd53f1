/// The possible operations on a descriptor, and its failures.
///
/// The bits are those of poll(2); epoll uses the same.
public struct Readiness: OptionSet, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Bytes, a connection or the end of the stream can be read.
    public static let input = Readiness(rawValue: UInt32(POLLIN))
    /// Bytes can be written.
    public static let output = Readiness(rawValue: UInt32(POLLOUT))
    /// The connection failed or was reset; reported even if not requested.
    public static let error = Readiness(rawValue: UInt32(POLLERR))
    /// Both sides have ended their output; reported even if not requested.
    public static let hangUp = Readiness(rawValue: UInt32(POLLHUP))
}

/// What a poller reports for one descriptor.
public struct PollerEvent: Sendable {
    /// The token of a report that `wake` was called.
    public static let wakeToken = UInt64.max

    /// The number that the descriptor was added with, or `wakeToken`.
    public let token: UInt64
    /// What is ready.
    public let readiness: Readiness
}

/// Waits for many descriptors at once.
///
/// Level-triggered: readiness is reported by every wait as long as it lasts and is requested. All methods except `wake`
/// must be called by one thread at a time.
public protocol Poller: AnyObject, Sendable {
    /// Begins to report a descriptor.
    ///
    /// - Parameters:
    ///   - descriptor: open, and not added before.
    ///   - token: identifies the descriptor in events; any number but `PollerEvent.wakeToken`.
    ///   - interest: input, output, both or neither.
    /// - Throws: the call that failed; EBADF for a descriptor that is not open.
    func add(_ descriptor: Int32, token: UInt64, for interest: Readiness) throws(SystemCallError)

    /// Changes what is reported for a descriptor that was added.
    ///
    /// - Throws: the call that failed.
    func modify(_ descriptor: Int32, token: UInt64, for interest: Readiness) throws(SystemCallError)

    /// Removes a descriptor that the caller is about to close.
    ///
    /// Events of a wait that has already returned may still have its token.
    func remove(closing descriptor: Int32)

    /// Waits until a descriptor is ready, `wake` is called or a signal arrives.
    ///
    /// - Parameter timeout: milliseconds; -1 for no limit, 0 to return at once.
    /// - Returns: what is ready, valid until the next wait; nothing after a timeout or a signal.
    /// - Precondition: waiting is possible. A loop that cannot wait would spin and serve no client.
    func wait(timeout: Int32) -> UnsafeBufferPointer<PollerEvent>

    /// Ends the current or the next wait with an event for `PollerEvent.wakeToken`, from any thread.
    func wake()
}
