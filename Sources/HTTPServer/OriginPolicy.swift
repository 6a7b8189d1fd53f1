// Keeps web pages away from a server on the machine of the person who looks at them.
//
// Any page can make its visitor's browser send requests to 127.0.0.1. Two rules keep it out. The browser names
// the page in the Origin field of every request that could change something, so a foreign Origin is refused
// (Fetch Standard, section 3.2). A page may also let its own name point to this machine (DNS rebinding); it then
// is the same origin to the browser, which does not even send Origin with GET, but its name is in Host. So while the
// server is bound to loopback, Host must be a name of loopback; bound wider, where the machine's names are not known,
// it must be one that no public name server can give: an address, a name without a dot, or one below a domain that is
// kept out of the public tree.
internal import Bytes
public import HTTP

/// Which web pages may send requests.
public struct OriginPolicy: Sendable {
    /// What becomes of a request.
    public enum Verdict: Sendable, Equatable {
        /// It is no page's request, or one of the server's own pages.
        case served
        /// A page of an allowed origin asks; the answer has to carry `headers(for:)`.
        case servedToPage
        /// The browser asks in advance whether a page of an allowed origin may; `preflight(for:)` answers.
        case preflight
        /// A page of another origin asks.
        case foreignOrigin
        /// The name in Host is not one of this server.
        case foreignHost
    }

    private static let dot = UInt8(ascii: ".")

    private let isLoopbackOnly: Bool
    private let origins: [[UInt8]]
    private let hosts: [[UInt8]]

    /// Makes a policy.
    ///
    /// - Parameters:
    ///   - isLoopbackOnly: whether the server is bound to an address that only this machine reaches.
    ///   - origins: origins in the form `https://name:port` whose pages may ask; `*` is every origin.
    ///   - hosts: names without port that Host may have besides the local ones; `*` is every name.
    public init(isLoopbackOnly: Bool, origins: [String] = [], hosts: [String] = []) {
        self.isLoopbackOnly = isLoopbackOnly
        self.origins = origins.map { Array($0.utf8) }
        self.hosts = hosts.map { Array($0.utf8) }.map { $0.last == Self.dot ? $0.dropLast() : $0 }
    }

    /// Judges a request by its Host and Origin fields.
    public func verdict(on request: borrowing Request) -> Verdict {
        let name = request.hostName
        // Without a name there is no browser: HTTP/1.0, not known to any of them any more.
        if !(isLoopbackOnly ? Self.isLoopback(name) : Self.isLocal(name)), !name.isEmpty,
            !Self.list(hosts, has: Self.withoutLastDot(name))
        {
            return .foreignHost
        }
        guard let origin = request.headers["origin"] else { return .served }
        if Self.list(origins, has: origin) {
            let isPreflight =
                request.method == .options && request.headers["access-control-request-method"] != nil
            return isPreflight ? .preflight : .servedToPage
        }
        return isOwn(origin, of: request) ? .served : .foreignOrigin
    }

    /// The fields that let a page read the answer (Fetch Standard, section 3.2.3).
    public func headers(for request: borrowing Request) -> [(name: StaticString, value: String)] {
        [
            ("Access-Control-Allow-Origin", request.headers["origin"]?.string ?? "null"),
            ("Access-Control-Expose-Headers", "x-genauth-emulator"),
            ("Vary", "Origin"),
        ]
    }

    /// The answer to a browser that asks in advance (Fetch Standard, section 3.2.2).
    ///
    /// It allows the method and the fields asked for: what they may do is for the request itself to show.
    public func preflight(for request: borrowing Request) -> Response {
        var headers: [(name: StaticString, value: String)] = [
            ("Access-Control-Allow-Origin", request.headers["origin"]?.string ?? "null"),
            ("Access-Control-Max-Age", "600"),
            ("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
        ]
        if let method = request.headers["access-control-request-method"]?.string {
            headers.append(("Access-Control-Allow-Methods", method))
        }
        if let fields = request.headers["access-control-request-headers"]?.string {
            headers.append(("Access-Control-Allow-Headers", fields))
        }
        // A page of the internet that calls into a private network needs its word too (Private Network Access).
        if request.headers["access-control-request-private-network"] != nil {
            headers.append(("Access-Control-Allow-Private-Network", "true"))
        }
        return Response(status: 204, headers: headers)
    }

    /// Whether `origin` is that of pages this server itself sends.
    private func isOwn(_ origin: ByteView, of request: borrowing Request) -> Bool {
        let scheme: StaticString = "http://"
        guard origin.hasPrefix(ignoringCase: scheme) else { return false }
        let authority = origin.view(scheme.utf8CodeUnitCount..<origin.count)
        // `verdict` has already accepted Host.
        return authority.equals(ignoringCase: request.host)
    }

    /// Whether a name always means this machine: `localhost` and below (RFC 6761 section 6.3), 127.0.0.0/8, `::1`.
    private static func isLoopback(_ name: ByteView) -> Bool {
        if name.equals(ignoringCase: "localhost") || name.equals("[::1]") { return true }
        if name.hasPrefix(ignoringCase: "127.") { return isIPv4(name) }
        return isBelow(".localhost", name)
    }

    /// Domains whose names no public name server gives, for they are reserved or have no registry: RFC 6761 sections 6.2
    /// and 6.3, RFC 6762 section 3, RFC 8375, ICANN resolution 2024.07.29.06 (`internal`); `svc`, `cluster.local` and
    /// `lan` are those of Kubernetes and of routers.
    private static let localDomains: [StaticString] = [
        ".localhost", ".local", ".internal", ".test", ".svc", ".cluster.local", ".lan", ".home.arpa",
    ]

    /// Whether no public name server can give the name: an address, a name without a dot, or one of a local domain.
    ///
    /// A dot at its end does not count. A name with an escaped byte is none that a browser sends.
    private static func isLocal(_ name: ByteView) -> Bool {
        if name.first == UInt8(ascii: "[") || isIPv4(name) { return true }
        guard !name.contains(UInt8(ascii: "%")) else { return false }
        let name = withoutLastDot(name)
        return name.firstIndex(of: dot) == nil || localDomains.contains { isBelow($0, name) }
    }

    /// Whether a name is one below a domain, which is written with the dot before it.
    private static func isBelow(_ domain: StaticString, _ name: ByteView) -> Bool {
        let start = name.count - domain.utf8CodeUnitCount
        return start > 0 && name.view(start..<name.count).equals(ignoringCase: domain)
    }

    /// Whether a name is an IPv4 address in digits; browsers take no other name that ends in a number.
    private static func isIPv4(_ name: ByteView) -> Bool {
        name.allSatisfy { $0 == dot || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) }
    }

    /// A name without the dot that says that it is whole (RFC 1034 section 3.1).
    private static func withoutLastDot(_ name: ByteView) -> ByteView {
        name.last == dot ? name.view(0..<name.count - 1) : name
    }

    private static func list(_ allowed: [[UInt8]], has text: ByteView) -> Bool {
        allowed.contains { $0 == [UInt8(ascii: "*")] || text.equals(ignoringCase: $0) }
    }
}
