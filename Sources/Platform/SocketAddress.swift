/// An address in the kernel's form.
public struct SocketAddress: Sendable {
    fileprivate(set) var storage = sockaddr_storage()
    /// The length of the address in bytes.
    private(set) var length: socklen_t = 0

    /// AF_INET or AF_INET6.
    public var family: Int32 { Int32(storage.ss_family) }

    /// The addresses of a host: an address in digits, both loopback addresses for `localhost`, none for other names.
    ///
    /// Other names are not resolved, since that needs shared libraries that a static binary does not have.
    public static func all(host: String, port: UInt16) -> [SocketAddress] {
        let hosts = host == "localhost" ? ["127.0.0.1", "::1"] : [host]
        return hosts.compactMap { SocketAddress(host: $0, port: port) }
    }

    /// Reads an address in digits; brackets around an IPv6 address are allowed.
    public init?(host: String, port: UInt16) {
        var text = host
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        var ipv4 = sockaddr_in()
        var ipv6 = sockaddr_in6()
        if inet_pton(AF_INET, text, &ipv4.sin_addr) == 1 {
            ipv4.sin_family = sa_family_t(AF_INET)
            ipv4.sin_port = port.bigEndian
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: ipv4, as: sockaddr_in.self) }
            length = socklen_t(MemoryLayout<sockaddr_in>.size)
        } else if inet_pton(AF_INET6, text, &ipv6.sin6_addr) == 1 {
            ipv6.sin6_family = sa_family_t(AF_INET6)
            ipv6.sin6_port = port.bigEndian
            withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: ipv6, as: sockaddr_in6.self) }
            length = socklen_t(MemoryLayout<sockaddr_in6>.size)
        } else {
            return nil
        }
    }

    /// The address of a Unix socket (unix(7)); nil for a path that is empty or too long for one.
    init?(socketFile path: String) {
        var unix = sockaddr_un()
        unix.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        // A byte is left for the end of the text.
        guard !bytes.isEmpty, bytes.count < MemoryLayout.size(ofValue: unix.sun_path) else { return nil }
        withUnsafeMutableBytes(of: &unix.sun_path) { $0.copyBytes(from: bytes) }
        withUnsafeMutableBytes(of: &storage) { $0.storeBytes(of: unix, as: sockaddr_un.self) }
        length = socklen_t(MemoryLayout<sockaddr_un>.size)
    }

    /// Copies an address of the kernel's form; nil for one that is neither IPv4 nor IPv6.
    init?(_ address: UnsafePointer<sockaddr>, length: socklen_t) {
        let family = Int32(address.pointee.sa_family)
        guard family == AF_INET || family == AF_INET6, Int(length) <= MemoryLayout<sockaddr_storage>.size
        else { return nil }
        self.length = length
        withUnsafeMutableBytes(of: &storage) { bytes in
            bytes.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(length)))
        }
    }

    /// The TCP port; it has the same offset in both families (ip(7), ipv6(7)).
    public var port: UInt16 {
        get {
            withUnsafeBytes(of: storage) { UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self)) }
        }
        set {
            withUnsafeMutableBytes(of: &storage) {
                $0.storeBytes(of: newValue.bigEndian, toByteOffset: 2, as: UInt16.self)
            }
        }
    }

    /// The address a socket is bound to (getsockname(2)).
    public init(of descriptor: Int32) throws(SystemCallError) {
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        guard result == 0 else { throw SystemCallError("getsockname", errno) }
        length = size
    }

    /// Whether the peer of a socket is on this machine: of a Unix socket, or 127.0.0.0/8, `::1`, or either in the other's
    /// form (getpeername(2)).
    public static func isPeerOnThisMachine(_ descriptor: Int32) -> Bool {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(descriptor, $0, &size) }
        }
        guard result == 0 else { return false }
        return withUnsafeBytes(of: storage) { bytes in
            switch Int32(storage.ss_family) {
            case AF_UNIX: return true
            case AF_INET: return bytes[4] == 127
            case AF_INET6:
                // Behind family, port and flow.
                let address = bytes[8..<24]
                if address.dropLast().allSatisfy({ $0 == 0 }) { return address.last == 1 }
                let isMapped =
                    address.prefix(10).allSatisfy { $0 == 0 } && bytes[18] == 0xff && bytes[19] == 0xff
                return isMapped && bytes[20] == 127
            default: return false
            }
        }
    }

    /// Binds a socket to the address (bind(2)).
    public func bind(_ descriptor: Int32) throws(SystemCallError) {
        let result = withUnsafePointer(to: storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Platform.bind(descriptor, $0, length) }
        }
        guard result == 0 else { throw SystemCallError("bind", errno) }
    }

    /// Connects a socket to the address (connect(2)).
    public func connect(_ descriptor: Int32) throws(SystemCallError) {
        let result = withUnsafePointer(to: storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Platform.connect(descriptor, $0, length) }
        }
        guard result == 0 else { throw SystemCallError("connect", errno) }
    }

    /// The address in digits; that of `localhost` for a Unix socket.
    public var address: Address {
        if family == AF_UNIX { return Address(host: "localhost", port: 80) }
        var storage = storage
        return withUnsafeBytes(of: &storage) { bytes in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
                let isIPv4 = bytes.load(as: sockaddr.self).sa_family == sa_family_t(AF_INET)
                let offset = isIPv4 ? 4 : 8
                let family = isIPv4 ? AF_INET : AF_INET6
                let digits = inet_ntop(
                    family, bytes.baseAddress.map { $0 + offset }, text.baseAddress, socklen_t(text.count))
                return Address(host: digits.map { String(cString: $0) } ?? "", port: port)
            }
        }
    }
}
