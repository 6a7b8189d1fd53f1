import Glibc
import HTTP
import HTTPServer
import Testing

@Suite("Binding")
struct BindTests {
    @Test("refuses a taken port by name")
    func taken() throws {
        let server = try TestServer()
        #expect(throws: SystemCallError("bind", EADDRINUSE)) { _ = try TestServer { $0.port = server.port } }
        #expect(SystemCallError("bind", EADDRINUSE).description == "bind: Address already in use")
    }

    @Test(
        "refuses a host that is no address",
        arguments: ["", "example.com", "1.2.3", "::g", "127.0.0.1 ", "[127.0.0.1"])
    func noAddress(_ host: String) {
        #expect(throws: SystemCallError("inet_pton", EINVAL)) { _ = try start(host) }
    }

    @Test("refuses an address of another machine")
    func notOurs() {
        #expect(throws: SystemCallError("bind", EADDRNOTAVAIL)) { _ = try start("192.0.2.1") }
    }

    @Test(
        "tells the address in digits with the actual port",
        arguments: [("localhost", "127.0.0.1"), ("127.0.0.2", "127.0.0.2"), ("0.0.0.0", "0.0.0.0")])
    func address(_ host: String, _ digits: String) throws {
        let (server, address) = try start(host)
        defer { server.stop(within: .seconds(0)) {} }
        #expect(address.host == digits)
        #expect(address.port > 0)
        #expect(address.description == "\(digits):\(address.port)")
    }

    @Test("serves IPv6 where the machine has it", arguments: ["::1", "[::1]"])
    func ipv6(_ host: String) throws {
        let started: (Server, Address)
        do {
            started = try start(host)
        } catch let error as SystemCallError where error.code == EAFNOSUPPORT || error.code == EADDRNOTAVAIL {
            return
        }
        defer { started.0.stop(within: .seconds(0)) {} }
        #expect(started.1.description == "[::1]:\(started.1.port)")
        let client = try Client(port: started.1.port, ipv6: true)
        client.send("GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n")
        #expect(try client.reply().text == "GET / host=[::1] body=")
    }

    private func start(_ host: String) throws -> (Server, Address) {
        var configuration = Configuration()
        configuration.host = host
        let server = Server(configuration: configuration, handler: TestHandler())
        return (server, try server.start())
    }
}
