import HTTP
import HTTPServer
import Testing

/// What may come in by its Host and Origin fields.
@Suite("The origin policy")
struct OriginPolicyTests {
    @Test(
        "The origin policy accepts every name of this machine while bound to loopback",
        arguments: [
            "localhost", "localhost:8930", "LOCALHOST:1", "127.0.0.1:8930", "127.1.2.3", "[::1]:8930",
            "[::1]",
            "app.localhost:80",
        ])
    func loopbackNames(_ host: String) throws {
        #expect(try decision(host: host) == .served)
    }

    @Test(
        "The origin policy refuses other names while bound to loopback",
        arguments: [
            "evil.example", "evil.example:8930", "127.evil.example", "127.0.0.1.evil.example:8930",
            "localhost.evil.example", "notlocalhost", "genauth:8930", "192.168.1.5:8930", "[::2]:8930",
            "[::1:2]",
            "localhost.", ".localhost.evil",
        ])
    func foreignNames(_ host: String) throws {
        #expect(try decision(host: host) == .foreignHost)
    }

    @Test("The origin policy accepts a request without Host, which no browser sends")
    func noHost() throws {
        #expect(try decision(of: "GET / HTTP/1.0\r\n\r\n") == .served)
    }

    @Test(
        "The origin policy accepts a name that is allowed, whatever its case and with or without a dot at its end",
        arguments: ["emulator.test", "Emulator.Test:8930", "emulator.test.", "emulator.test.:8930"])
    func allowedName(_ host: String) throws {
        #expect(try decision(host: host, hosts: ["other", "emulator.test"]) == .served)
        #expect(try decision(host: host, hosts: ["emulator.test."]) == .served)
        #expect(try decision(host: host, hosts: ["*"]) == .served)
        #expect(try decision(host: host, hosts: ["emulator"]) == .foreignHost)
    }

    @Test(
        "The origin policy accepts addresses and names that cannot be public while bound wider",
        arguments: [
            "192.168.1.5", "192.168.1.5:8930", "8.8.8.8", "[::1]:8930", "[2001:db8::1]", "genauth",
            "genauth:8930",
            "GENAUTH", "localhost", "localhost:8930", "app.localhost", "printer.local",
            "host.docker.internal:8930",
            "Host.Docker.INTERNAL", "emulator.test", "genauth.default.svc",
            "genauth.default.svc.cluster.local:8930",
            "nas.lan", "nas.home.arpa", "genauth.", "genauth.:8930", "host.docker.internal.", "nas.lan.:8930",
        ])
    func wider(_ host: String) throws {
        #expect(try decision(host: host, isLoopbackOnly: false) == .served)
        #expect(try decision(host: host, origin: "http://\(host)", isLoopbackOnly: false) == .served)
    }

    @Test(
        "The origin policy refuses names that anyone may point here while bound wider, unless they are allowed",
        arguments: [
            "emulator.example", "emulator.example:8930", "evil.example.", "127.0.0.1.evil.example",
            "192.168.1.5.evil.example", "local.evil.example", "notlocal.evil", ".local", "evil.locala",
            "evil.cluster.example", "home.arpa", "evil%2Eexample", "a.0x7f",
        ])
    func widerForeign(_ host: String) throws {
        #expect(try decision(host: host, isLoopbackOnly: false) == .foreignHost)
        #expect(try decision(host: host, origin: "http://\(host)", isLoopbackOnly: false) == .foreignHost)
        let name = String(host.prefix { $0 != ":" })
        for hosts in [[name.uppercased()], ["*"]] {
            #expect(try decision(host: host, hosts: hosts, isLoopbackOnly: false) == .served)
        }
    }

    @Test(
        "The origin policy refuses foreign origins, bound to loopback or wider",
        arguments: [
            "https://evil.example", "http://localhost:3000", "http://127.0.0.1:3000", "null", "", "file://",
            "https://127.0.0.1:8930", "http://127.0.0.1:89301", "http://127.0.0.1",
        ], [true, false])
    func foreignOrigins(_ origin: String, _ isLoopbackOnly: Bool) throws {
        let decision = try decision(host: "127.0.0.1:8930", origin: origin, isLoopbackOnly: isLoopbackOnly)
        #expect(decision == .foreignOrigin)
    }

    @Test(
        "The origin policy accepts its own pages",
        arguments: ["127.0.0.1:8930", "localhost:8930", "[::1]:8930"])
    func ownOrigin(_ host: String) throws {
        #expect(try decision(host: host, origin: "http://\(host)") == .served)
    }

    @Test("The origin policy serves pages of an allowed origin, and answers their preflight requests")
    func allowedOrigin() throws {
        let origin = "http://localhost:3000"
        #expect(try decision(host: "localhost", origin: origin, origins: [origin]) == .servedToPage)
        #expect(try decision(host: "localhost", origin: origin, origins: ["*"]) == .servedToPage)
        #expect(try decision(host: "localhost", origin: origin + "1", origins: [origin]) == .foreignOrigin)
        let question =
            "OPTIONS /x HTTP/1.1\r\nHost: localhost\r\nOrigin: \(origin)\r\nAccess-Control-Request-Method: POST\r\n"
        #expect(try decision(of: question + "\r\n", origins: [origin]) == .preflight)
        #expect(try decision(of: question + "\r\n") == .foreignOrigin)
    }

    @Test("The origin policy does not let an allowed origin past the check of Host")
    func allowedOriginForeignHost() throws {
        #expect(
            try decision(host: "evil.example", origin: "http://evil.example", origins: ["*"]) == .foreignHost)
    }

    private func decision(
        host: String, origin: String? = nil, origins: [String] = [], hosts: [String] = [],
        isLoopbackOnly: Bool = true
    ) throws -> OriginPolicy.Decision {
        let field = origin.map { "Origin: \($0)\r\n" } ?? ""
        return try decision(
            of: "POST /x HTTP/1.1\r\nHost: \(host)\r\n\(field)\r\n", origins: origins, hosts: hosts,
            isLoopbackOnly: isLoopbackOnly)
    }

    private func decision(
        of request: String, origins: [String] = [], hosts: [String] = [], isLoopbackOnly: Bool = true
    ) throws -> OriginPolicy.Decision {
        let policy = OriginPolicy(isLoopbackOnly: isLoopbackOnly, origins: origins, hosts: hosts)
        let decision = try RequestParser.withRequest(Array(request.utf8)) { policy.decision(on: $0) }
        return try #require(decision)
    }
}
