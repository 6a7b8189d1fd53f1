extension SocketAddress {
    /// Whether the address is a loopback or a private one: 127.0.0.0/8 and `::1`, or 10.0.0.0/8, 172.16.0.0/12,
    /// 192.168.0.0/16 (RFC 1918) and fc00::/7 (RFC 4193).
    ///
    /// An IPv4 address in the form of IPv6 counts as what it is. Any other address is not local: also 0.0.0.0, and
    /// link-local addresses, at which clouds offer credentials.
    public var isLocal: Bool {
        withUnsafeBytes(of: storage) { bytes in
            switch family {
            case AF_INET: return Self.isLocal(ipv4: bytes[4..<8])
            case AF_INET6:
                // Behind family, port and flow.
                let address = bytes[8..<24]
                if address.dropLast().allSatisfy({ $0 == 0 }) { return address.last == 1 }
                if address.prefix(10).allSatisfy({ $0 == 0 }), bytes[18] == 0xff, bytes[19] == 0xff {
                    return Self.isLocal(ipv4: bytes[20..<24])
                }
                return bytes[8] & 0xfe == 0xfc
            default: return false
            }
        }
    }

    private static func isLocal(ipv4 bytes: Slice<UnsafeRawBufferPointer>) -> Bool {
        let first = bytes[bytes.startIndex]
        let second = bytes[bytes.startIndex + 1]
        return first == 127 || first == 10 || (first == 172 && second & 0xf0 == 16)
            || (first == 192 && second == 168)
    }
}
