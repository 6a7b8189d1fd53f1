import ArgumentParser
import Platform

/// The address of a server: `http://`, an IP address or `localhost`, and a port if it is not 80.
struct ServerURL: TextOption {
    /// An IP address, in brackets if it is one of IPv6, or `localhost`.
    let host: String
    /// The TCP port.
    let port: UInt16

    /// Makes an address.
    init(host: String, port: UInt16) {
        self.host = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
        self.port = port
    }

    init?(argument: String) {
        guard let (host, port) = Self.parts(of: argument),
            !SocketAddress.all(host: host, port: port).isEmpty
        else { return nil }
        self.init(host: host, port: port)
    }

    /// The host and the port of a URL without a path; nil if it is not one.
    static func parts(of url: String) -> (host: String, port: UInt16)? {
        guard url.hasPrefix("http://") else { return nil }
        var authority = url.dropFirst("http://".count)
        if authority.hasSuffix("/") { authority.removeLast() }
        var port: UInt16 = 80
        if let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") {
            guard let number = UInt16(authority[authority.index(after: colon)...]) else { return nil }
            port = number
            authority = authority[..<colon]
        }
        guard !authority.isEmpty, !authority.contains("/") else { return nil }
        return (String(authority), port)
    }

    var description: String { "http://\(host):\(port)" }
}
