// Protects a local server from web pages in a browser on the same machine.
//
// Any page can make its visitor's browser send requests to 127.0.0.1. Two rules prevent that. The browser names the
// page in the Origin field of every request that could change something, so a foreign Origin is refused (Fetch Standard,
// section 3.2). A page may also let its own name resolve to this machine (DNS rebinding). For the browser it then has the
// same origin, and GET requests do not even have an Origin field, but Host has the page's name. So while the server is
// bound to loopback, Host must be a name of loopback. When it is bound to other addresses, the machine's names are not
// known, and Host must be a name that no public name server can resolve: an address, a name without a dot, or a name
// below a reserved domain.
internal import Bytes
public import HTTP

/// Decides which web pages may send requests.
public struct OriginPolicy: Sendable {
    /// The decision on a request.
    public enum Decision: Sendable, Equatable {
        /// The request is not from a web page, or from one of the server's own.
        case served
        /// The request is from a page of an allowed origin; the response needs `headers(for:)`.
        case servedToPage
        /// The request is a preflight for a page of an allowed origin; the response is `preflight(for:)`.
        case preflight
        /// The request is from a page of another origin.
        case foreignOrigin
        /// The name in Host does not belong to this server.
        case foreignHost
    }

    private static let dot = UInt8(ascii: ".")

    private let isLoopbackOnly: Bool
    private let origins: [[UInt8]]
    private let hosts: [[UInt8]]

    /// Creates a policy.
    ///
    /// - Parameters:
    ///   - isLoopbackOnly: whether the server's address is reachable from this machine only.
    ///   - origins: the origins, in the form `https://name:port`, whose pages may send requests; `*` for all.
    ///   - hosts: the names without port that are accepted in Host besides the local ones; `*` for all.
    public init(isLoopbackOnly: Bool, origins: [String] = [], hosts: [String] = []) {
        self.isLoopbackOnly = isLoopbackOnly
        self.origins = origins.map { Array($0.utf8) }
        self.hosts = hosts.map { Array($0.utf8) }.map { $0.last == Self.dot ? $0.dropLast() : $0 }
    }

    /// Decides on a request by its Host and Origin fields.
    public func decision(on request: borrowing Request) -> Decision {
        let name = request.hostName
        // Without a name it is HTTP/1.0, which no browser sends.
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

    /// The fields that allow a page to read the response (Fetch Standard, section 3.2.3).
    public func headers(for request: borrowing Request) -> [(name: StaticString, value: String)] {
        [
            ("Access-Control-Allow-Origin", request.headers["origin"]?.string ?? "null"),
            ("Access-Control-Expose-Headers", "x-genauth-emulator, x-genauth-emulator-request-id"),
            ("Vary", "Origin"),
        ]
    }

    /// The response to a preflight request (Fetch Standard, section 3.2.2).
    ///
    /// It allows the requested method and fields; the request itself is checked later.
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
        // For pages on the internet that call into a private network (Private Network Access).
        if request.headers["access-control-request-private-network"] != nil {
            headers.append(("Access-Control-Allow-Private-Network", "true"))
        }
        return Response(status: 204, headers: headers)
    }

    /// Whether `origin` is this server's own.
    private func isOwn(_ origin: ByteView, of request: borrowing Request) -> Bool {
        let scheme: StaticString = "http://"
        guard origin.hasPrefix(ignoringCase: scheme) else { return false }
        let authority = origin.view(scheme.utf8CodeUnitCount..<origin.count)
        // `decision` has already accepted Host.
        return authority.equals(ignoringCase: request.host)
    }

    /// Whether a name always means this machine: `localhost` and below (RFC 6761 section 6.3), 127.0.0.0/8, `::1`.
    private static func isLoopback(_ name: ByteView) -> Bool {
        if name.equals(ignoringCase: "localhost") || name.equals("[::1]") { return true }
        if name.hasPrefix(ignoringCase: "127.") { return isIPv4(name) }
        return isBelow(".localhost", name)
    }

    /// Domains whose names no public name server resolves, because they are reserved or have no registry: RFC 6761
    /// sections 6.2 and 6.3, RFC 6762 section 3, RFC 8375, ICANN resolution 2024.07.29.06 (`internal`); `svc`,
    /// `cluster.local` and `lan` are those of Kubernetes and of routers.
    private static let localDomains: [StaticString] = [
        ".localhost", ".local", ".internal", ".test", ".svc", ".cluster.local", ".lan", ".home.arpa",
    ]

    /// Whether no public name server can resolve the name: an address, a name without a dot, or a name in a local
    /// domain.
    ///
    /// A dot at the end is ignored. Browsers do not send names with percent-encoded bytes.
    private static func isLocal(_ name: ByteView) -> Bool {
        if name.first == UInt8(ascii: "[") || isIPv4(name) { return true }
        guard !name.contains(UInt8(ascii: "%")) else { return false }
        let name = withoutLastDot(name)
        return name.firstIndex(of: dot) == nil || localDomains.contains { isBelow($0, name) }
    }

    /// Whether a name is below a domain, which is given with its leading dot.
    private static func isBelow(_ domain: StaticString, _ name: ByteView) -> Bool {
        let start = name.count - domain.utf8CodeUnitCount
        return start > 0 && name.view(start..<name.count).equals(ignoringCase: domain)
    }

    /// Whether a name is an IPv4 address in digits; browsers accept no other name that ends in a number.
    private static func isIPv4(_ name: ByteView) -> Bool {
        name.allSatisfy { $0 == dot || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) }
    }

    /// A name without the final dot of an absolute name (RFC 1034 section 3.1).
    private static func withoutLastDot(_ name: ByteView) -> ByteView {
        name.last == dot ? name.view(0..<name.count - 1) : name
    }

    private static func list(_ allowed: [[UInt8]], has text: ByteView) -> Bool {
        allowed.contains { $0 == [UInt8(ascii: "*")] || text.equals(ignoringCase: $0) }
    }
}
