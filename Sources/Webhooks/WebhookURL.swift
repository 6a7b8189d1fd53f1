internal import Platform

/// Where a webhook's deliveries are sent: an absolute http or https URL (RFC 3986), without user name.
public struct WebhookURL: Sendable, Equatable {
    private static let longest = 2_048

    /// The URL as it was given.
    public let text: String
    /// Whether the URL asks for TLS, which deliveries do not have.
    public let isSecure: Bool
    /// The name or address of the host; an IPv6 address without brackets.
    public let host: String
    /// The TCP port.
    public let port: UInt16
    /// Host and port as the Host header has them; the default port is left out.
    let authority: String
    /// Path and query, percent-encoded.
    let target: String

    /// Reads a URL.
    ///
    /// - Throws: `WebhookError`.
    public init(_ text: String) throws(WebhookError) {
        self.text = text
        guard text.utf8.count <= Self.longest else {
            throw Self.error("must have at most \(Self.longest) bytes")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\\") }) else {
            throw Self.error("must have no spaces, control characters or backslashes")
        }
        let lowercased = text.prefix(8).lowercased()
        isSecure = lowercased == "https://"
        guard isSecure || lowercased.hasPrefix("http://") else {
            throw Self.error("must begin with http:// or https://")
        }
        let rest = text.dropFirst(isSecure ? 8 : 7)
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        (host, port) = try Self.hostAndPort(rest[..<end], defaultPort: isSecure ? 443 : 80)
        let shown = host.contains(":") ? "[\(host)]" : host
        authority = port == (isSecure ? 443 : 80) ? shown : "\(shown):\(port)"
        let beforeFragment = rest[end...].prefix { $0 != "#" }
        target = Self.encoded((beforeFragment.hasPrefix("/") ? "" : "/") + beforeFragment)
    }

    /// Whether the host is an address in digits that is neither a loopback nor a private one.
    public var namesForeignAddress: Bool {
        SocketAddress(host: host, port: port).map { !$0.isLocal } ?? false
    }

    private static func hostAndPort(
        _ authority: Substring, defaultPort: UInt16
    ) throws(WebhookError) -> (String, UInt16) {
        guard !authority.contains("@") else { throw error("must have no user name or password") }
        let host: Substring
        var rest: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { throw error("has an invalid host") }
            host = authority[authority.index(after: authority.startIndex)..<end]
            rest = authority[authority.index(after: end)...]
            guard SocketAddress(host: String(host), port: 0) != nil, host.contains(":") else {
                throw error("has an invalid IPv6 address")
            }
        } else {
            host = authority.prefix { $0 != ":" }
            rest = authority.dropFirst(host.count)
            let isName = host.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte | 0x20)
                    || byte == UInt8(ascii: "-")
                    || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
            }
            guard !host.isEmpty, host.utf8.count <= 253, isName else { throw error("has an invalid host") }
        }
        guard !rest.isEmpty else { return (String(host), defaultPort) }
        guard rest.popFirst() == ":" else { throw error("has an invalid host") }
        if rest.isEmpty { return (String(host), defaultPort) }
        guard rest.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(rest), port > 0 else {
            throw error("has an invalid port")
        }
        return (String(host), port)
    }

    /// Percent-encodes what is not ASCII, as browsers do.
    private static func encoded(_ text: some StringProtocol) -> String {
        var result = ""
        for byte in text.utf8 {
            if byte < 0x80 {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%\(digits)"
            }
        }
        return result
    }

    private static func error(_ reason: String) -> WebhookError {
        WebhookError(property: "url", reason: reason)
    }

    public static func == (left: WebhookURL, right: WebhookURL) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }
}
