public import HTTP
public import Platform

/// What a server is started with.
public struct Configuration: Sendable, Equatable {
    /// The address to bind: IPv4 or IPv6 in digits, or `localhost` for both 127.0.0.1 and `::1`; `0.0.0.0` and `::` are
    /// all interfaces.
    public var host = "localhost"

    /// The TCP port; 0 lets the kernel pick a free one.
    public var port: UInt16 = 0

    /// The event loops, each on a thread of its own; more than one pays only with idle processors.
    public var loops = 1

    /// The connections the kernel completes before they are accepted (listen(2)); it may cap the number.
    public var backlog: Int32 = 1024

    /// The open connections at most; above, accepting pauses and the backlog fills.
    ///
    /// Never more than the limit of descriptors less 64, which stay for files; the soft limit is raised
    /// towards the hard one if need be.
    public var connections = 4096

    /// The bytes discarded at most after an answer that closes.
    ///
    /// A client that sends its whole body before it reads learns why only if all of it is taken. 64 MiB are less than a
    /// tenth of a second on one machine.
    public var lingerBytes = 64 * 1024 * 1024

    /// How the event loops wait for sockets.
    public var poller = PollerKind.native

    /// The sizes of a request.
    public var limits = Limits()

    /// The times a client has.
    public var timeouts = Timeouts()

    /// Whether only this machine reaches the address to bind; false for what is no address.
    public var isLoopbackOnly: Bool {
        let addresses = SocketAddress.all(host: host, port: port)
        return !addresses.isEmpty && addresses.allSatisfy(\.address.isLoopback)
    }

    /// The defaults.
    public init() {}
}
