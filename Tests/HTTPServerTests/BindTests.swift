import HTTP
import HTTPServer
import Platform
import TestSupport
import Testing

@Suite("Binding", .everyPoller)
struct BindTests {
    @Test("Binding a server reports a port in use")
    func taken() throws {
        let server = try TestServer()
        #expect(throws: SystemCallError("bind", EADDRINUSE)) { _ = try TestServer { $0.port = server.port } }
        #expect(SystemCallError("bind", EADDRINUSE).description == "bind: Address already in use")
    }

    @Test(
        "Binding a server refuses a host that is no address",
        arguments: ["", "example.com", "1.2.3", "::g", "127.0.0.1 ", "[127.0.0.1"])
    func noAddress(_ host: String) {
        #expect(throws: SystemCallError("inet_pton", EINVAL)) { _ = try start(host) }
    }

    @Test("Binding a server refuses an address of another machine")
    func notOurs() {
        #expect(throws: SystemCallError("bind", EADDRNOTAVAIL)) { _ = try start("192.0.2.1") }
    }

    @Test(
        "Binding a server returns the address in digits with the actual port",
        arguments: [("localhost", "127.0.0.1"), ("127.0.0.2", "127.0.0.2"), ("0.0.0.0", "0.0.0.0")])
    func address(_ host: String, _ digits: String) throws {
        let (server, address) = try start(host)
        defer { server.stop(within: .seconds(0)) {} }
        #expect(address.host == digits)
        #expect(address.port > 0)
        #expect(address.description == "\(digits):\(address.port)")
    }

    @Test("Binding a server serves IPv6 where the machine has it", arguments: ["::1", "[::1]"])
    func ipv6(_ host: String) throws {
        let started: (Server, Address)
        do {
            started = try start(host)
        } catch let error as SystemCallError where error.code == EAFNOSUPPORT || error.code == EADDRNOTAVAIL {
            return
        }
        defer { started.0.stop(within: .seconds(0)) {} }
        #expect(started.1.description == "[::1]:\(started.1.port)")
        let client = try RawClient(port: started.1.port, ipv6: true)
        client.send("GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n")
        #expect(try client.reply().text == "GET / host=[::1] body=")
    }

    @Test(
        "Binding a server serves both loopback addresses on one port for localhost, the default",
        arguments: ["localhost", nil])
    func bothLoopbacks(_ host: String?) throws {
        var configuration = Configuration()
        configuration.poller = TestServer.poller
        if let host { configuration.host = host }
        #expect(configuration.isLoopbackOnly)
        let server = Server(configuration: configuration, handler: TestHandler())
        let address = try server.start()
        defer { server.stop(within: .seconds(0)) {} }
        #expect(address.description == "127.0.0.1:\(address.port)")
        for ipv6 in [false, true] where !ipv6 || hasIPv6 {
            let client = try RawClient(port: address.port, ipv6: ipv6)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.reply().text == "GET / host=a body=")
        }
    }

    @Test("Binding a server refuses a port that is in use on the second loopback address only")
    func takenOnSecond() throws {
        guard hasIPv6 else { return }
        let (server, address) = try start("::1")
        defer { server.stop(within: .seconds(0)) {} }
        #expect(throws: SystemCallError("bind", EADDRINUSE)) {
            _ = try TestServer { $0.port = address.port }
        }
        // Nothing is left behind on the first.
        _ = try TestServer {
            $0.host = "127.0.0.1"
            $0.port = address.port
        }
    }

    @Test("Binding a server picks a port that is free on both loopback addresses")
    func freeOnBoth() throws {
        guard hasIPv6 else { return }
        // With a third of the ports that the kernel picks taken on the second address, some pick of forty meets one;
        // it picks odd ports while there are any.
        var taken: [Int32] = []
        defer { for descriptor in taken { close(descriptor) } }
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        var raised = limit
        raised.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised)
        defer { setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) }
        for port in stride(from: UInt16(32_769), to: 60_999, by: 6) {
            let descriptor = socket(AF_INET6, Int32(SOCK_STREAM.rawValue), 0)
            guard descriptor >= 0 else { break }
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            let size = socklen_t(MemoryLayout<sockaddr_in6>.size)
            withUnsafePointer(to: &address) {
                _ = $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
            }
            taken.append(descriptor)
        }
        for _ in 0..<40 {
            let server = try TestServer()
            let client = try RawClient(port: server.port, ipv6: true)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.reply().status == 200)
            #expect(server.stop(within: .seconds(1)))
        }
    }

    private var hasIPv6: Bool {
        guard let (server, _) = try? start("::1") else { return false }
        server.stop(within: .seconds(0)) {}
        return true
    }

    private func start(_ host: String) throws -> (Server, Address) {
        var configuration = Configuration()
        configuration.poller = TestServer.poller
        configuration.host = host
        let server = Server(configuration: configuration, handler: TestHandler())
        return (server, try server.start())
    }
}
