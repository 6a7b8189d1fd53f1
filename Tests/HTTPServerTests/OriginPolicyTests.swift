import HTTP
import HTTPServer
import Testing

/// What may come in by its Host and Origin fields.
@Suite("The origin policy")
struct OriginPolicyTests {
    @Test(
        "takes every name of this machine while bound to loopback",
        arguments: [
            "localhost", "localhost:8930", "LOCALHOST:1", "127.0.0.1:8930", "127.1.2.3", "[::1]:8930",
            "[::1]",
            "app.localhost:80",
        ])
    func loopbackNames(_ host: String) throws {
        #expect(try verdict(host: host) == .served)
    }

    @Test(
        "refuses other names while bound to loopback",
        arguments: [
            "evil.example", "evil.example:8930", "127.evil.example", "127.0.0.1.evil.example:8930",
            "localhost.evil.example", "notlocalhost", "genauth:8930", "192.168.1.5:8930", "[::2]:8930",
            "[::1:2]",
            "localhost.", ".localhost.evil",
        ])
    func foreignNames(_ host: String) throws {
        #expect(try verdict(host: host) == .foreignHost)
    }

    @Test("takes a request without Host, which no browser sends")
    func noHost() throws {
        #expect(try verdict(of: "GET / HTTP/1.0\r\n\r\n") == .served)
    }

    @Test(
        "takes a name that is allowed, whatever its case", arguments: ["emulator.test", "Emulator.Test:8930"])
    func allowedName(_ host: String) throws {
        #expect(try verdict(host: host, hosts: ["other", "emulator.test"]) == .served)
        #expect(try verdict(host: host, hosts: ["*"]) == .served)
        #expect(try verdict(host: host, hosts: ["emulator"]) == .foreignHost)
    }

    @Test(
        "takes every name while bound wider", arguments: ["genauth:8930", "emulator.example", "192.168.1.5"])
    func wider(_ host: String) throws {
        #expect(try verdict(host: host, isLoopbackOnly: false) == .served)
    }

    @Test(
        "refuses foreign origins, bound to loopback or wider",
        arguments: [
            "https://evil.example", "http://localhost:3000", "http://127.0.0.1:3000", "null", "", "file://",
            "https://127.0.0.1:8930", "http://127.0.0.1:89301", "http://127.0.0.1",
        ], [true, false])
    func foreignOrigins(_ origin: String, _ isLoopbackOnly: Bool) throws {
        let verdict = try verdict(host: "127.0.0.1:8930", origin: origin, isLoopbackOnly: isLoopbackOnly)
        #expect(verdict == .foreignOrigin)
    }

    @Test("takes its own pages", arguments: ["127.0.0.1:8930", "localhost:8930", "[::1]:8930"])
    func ownOrigin(_ host: String) throws {
        #expect(try verdict(host: host, origin: "http://\(host)") == .served)
    }

    @Test("takes its own pages by number or by a name without a dot when bound wider")
    func ownOriginWider() throws {
        for host in ["genauth:8930", "192.168.1.5:8930"] {
            #expect(try verdict(host: host, origin: "http://\(host)", isLoopbackOnly: false) == .served)
        }
    }

    @Test("refuses a page whose name was pointed here when bound wider, unless the name is allowed")
    func rebound() throws {
        let host = "evil.example:8930"
        let origin = "http://\(host)"
        #expect(try verdict(host: host, origin: origin, isLoopbackOnly: false) == .foreignOrigin)
        #expect(
            try verdict(host: host, origin: origin, hosts: ["evil.example"], isLoopbackOnly: false) == .served
        )
    }

    @Test("serves pages of an allowed origin, and answers their question in advance")
    func allowedOrigin() throws {
        let origin = "http://localhost:3000"
        #expect(try verdict(host: "localhost", origin: origin, origins: [origin]) == .servedToPage)
        #expect(try verdict(host: "localhost", origin: origin, origins: ["*"]) == .servedToPage)
        #expect(try verdict(host: "localhost", origin: origin + "1", origins: [origin]) == .foreignOrigin)
        let question =
            "OPTIONS /x HTTP/1.1\r\nHost: localhost\r\nOrigin: \(origin)\r\nAccess-Control-Request-Method: POST\r\n"
        #expect(try verdict(of: question + "\r\n", origins: [origin]) == .preflight)
        #expect(try verdict(of: question + "\r\n") == .foreignOrigin)
    }

    @Test("does not let an allowed origin past the check of Host")
    func allowedOriginForeignHost() throws {
        #expect(
            try verdict(host: "evil.example", origin: "http://evil.example", origins: ["*"]) == .foreignHost)
    }

    private func verdict(
        host: String, origin: String? = nil, origins: [String] = [], hosts: [String] = [],
        isLoopbackOnly: Bool = true
    ) throws -> OriginPolicy.Verdict {
        let field = origin.map { "Origin: \($0)\r\n" } ?? ""
        return try verdict(
            of: "POST /x HTTP/1.1\r\nHost: \(host)\r\n\(field)\r\n", origins: origins, hosts: hosts,
            isLoopbackOnly: isLoopbackOnly)
    }

    private func verdict(
        of request: String, origins: [String] = [], hosts: [String] = [], isLoopbackOnly: Bool = true
    ) throws -> OriginPolicy.Verdict {
        let policy = OriginPolicy(isLoopbackOnly: isLoopbackOnly, origins: origins, hosts: hosts)
        let verdict = try RequestParser.withRequest(Array(request.utf8)) { policy.verdict(on: $0) }
        return try #require(verdict)
    }
}
