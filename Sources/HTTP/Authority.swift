internal import Bytes

/// The `host [":" port]` of a Host field or an absolute target (RFC 9110 section 7.2, RFC 3986 section 3.2).
enum Authority {
    /// Whether `bytes` are a non-empty host and an optional port up to 65535, without user information.
    static func isValid(_ bytes: ByteView) -> Bool {
        guard let hostEnd = hostEnd(bytes), hostEnd > 0 else { return false }
        if hostEnd == bytes.count { return true }
        guard bytes[hostEnd] == ByteClass.colon else { return false }
        return isPort(bytes.view(hostEnd + 1..<bytes.count))
    }

    /// The offset after the host; nil if the host is invalid.
    private static func hostEnd(_ bytes: ByteView) -> Int? {
        guard let first = bytes.first else { return nil }
        if first == 0x5B {  // [
            for index in 1..<max(bytes.count, 1) {
                let byte = bytes[index]
                if byte == 0x5D { return index > 1 ? index + 1 : nil }
                guard Hexadecimal.value(of: byte) != nil || byte == ByteClass.colon || byte == 0x2E else {
                    return nil
                }
            }
            return nil
        }
        var index = 0
        while index < bytes.count, bytes[index] != ByteClass.colon {
            if bytes[index] == ByteClass.percent {
                guard PercentEncoding.value(in: bytes, at: index) != nil else { return nil }
                index += 3
            } else {
                guard ByteClass.isHostName(bytes[index]) else { return nil }
                index += 1
            }
        }
        return index
    }

    /// The port may be empty by the grammar; it is at most 65535.
    private static func isPort(_ digits: ByteView) -> Bool {
        guard digits.count <= 5 else { return false }
        var port = 0
        for byte in digits {
            guard ASCII.isDigit(byte) else { return false }
            port = port * 10 + Int(byte &- 0x30)
        }
        return port <= 65535
    }
}
