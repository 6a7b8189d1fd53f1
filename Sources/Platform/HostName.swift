#if os(Linux) && !PORTABLE
    internal import CLinux
#endif

/// The names of machines.
public enum HostName {
    /// Why a name has no address.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        /// The reason, as the system words it.
        public let description: String
    }

    /// In a static program, other sources of names would be loaded as shared libraries, which is not possible.
    private static let usesOwnSources: Void = {
        #if os(Linux) && !PORTABLE
            limit_name_sources()
        #endif
    }()

    /// The addresses of a name by the hosts file and DNS, in the system's order of preference (getaddrinfo(3)).
    ///
    /// Blocks until the name servers have answered, which can take half a minute.
    ///
    /// - Parameters:
    ///   - name: the name, or an address in digits.
    ///   - port: the port of the addresses.
    /// - Returns: at least one address.
    /// - Throws: `Failure`.
    public static func addresses(of name: String, port: UInt16) throws(Failure) -> [SocketAddress] {
        usesOwnSources
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = SystemConstants.stream
        var first: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, nil, &hints, &first)
        guard code == 0 else {
            throw Failure(description: gai_strerror(code).map { String(cString: $0) } ?? "error \(code)")
        }
        defer { freeaddrinfo(first) }
        var addresses: [SocketAddress] = []
        var entry = first
        while let info = entry?.pointee {
            entry = info.ai_next
            guard var address = info.ai_addr.flatMap({ SocketAddress($0, length: info.ai_addrlen) }) else {
                continue
            }
            address.port = port
            addresses.append(address)
        }
        guard !addresses.isEmpty else { throw Failure(description: "no address") }
        return addresses
    }
}
