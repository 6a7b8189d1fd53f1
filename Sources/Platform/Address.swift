/// Where a server listens.
public struct Address: Sendable, Equatable, CustomStringConvertible {
    /// An IPv4 or IPv6 address in digits.
    public let host: String

    /// The TCP port.
    public let port: UInt16

    /// Whether only this machine reaches the address: 127.0.0.0/8 or `::1` (RFC 1122 section 3.2.1.3, RFC 4291).
    public var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }

    /// The address as it is written in a URL, `127.0.0.1:8930` or `[::1]:8930`.
    public var description: String {
        host.utf8.contains(0x3A) ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
