public import HTTP
public import Platform

/// The settings of a server.
public struct Configuration: Sendable, Equatable {
    /// The address to bind: IPv4 or IPv6 in digits, or `localhost` for both 127.0.0.1 and `::1`; `0.0.0.0` and `::` are
    /// all interfaces.
    public var host = "localhost"

    /// The TCP port; 0 lets the kernel pick a free one.
    public var port: UInt16 = 0

    /// Where the server listens too.
    public var further: [ListeningPlace] = []

    /// The number of event loops, each on its own thread; more than one helps only with idle processors.
    public var loops = 1

    /// The connections that the kernel queues before they are accepted (listen(2)); the kernel may lower the number.
    public var backlog: Int32 = 1024

    /// The most open connections; at this number accepting pauses and the backlog fills.
    ///
    /// At most the limit of descriptors minus 64, which are kept for files; the soft limit is raised if necessary.
    public var connections = 4096

    /// The most bytes that are discarded after the last response of a connection.
    ///
    /// A client that sends its whole body before it reads receives the response only if the body is read. 64 MiB take
    /// less than a tenth of a second on one machine.
    public var lingerBytes = 64 * 1024 * 1024

    /// How the event loops wait for sockets.
    public var poller = PollerKind.native

    /// The limits of a request's size.
    public var limits = Limits()

    public var timeouts = Timeouts()

    /// Whether all addresses to bind are reachable from this machine only; false if one is not an address.
    public var isLoopbackOnly: Bool {
        let hosts = further.compactMap { if case .host(let host, _) = $0 { host } else { nil } }
        return ([host] + hosts).allSatisfy { host in
            let addresses = SocketAddress.all(host: host, port: port)
            return !addresses.isEmpty && addresses.allSatisfy(\.address.isLoopback)
        }
    }

    public init() {}
}
