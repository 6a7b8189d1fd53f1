import HTTPServer
import Platform
import TestSupport
import Testing

@Suite("Many connections", .serialized, .everyPoller)
struct ConnectionCountTests {
    @Test("Connections above the limit wait until another closes", arguments: [1, 2])
    func limit(loops: Int) throws {
        let server = try TestServer {
            $0.connections = 3
            $0.loops = loops
        }
        var clients = try (0..<3).map { _ in try server.connect() }
        for client in clients {
            client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.reply().status == 200)
        }
        let waiting = try server.connect()
        waiting.send("GET /waiting HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(!waiting.receive(within: 100))
        clients.removeFirst()
        #expect(try waiting.reply().text == "GET /waiting host=a body=")
    }

    @Test("Connections are served side by side", arguments: [1, 2])
    func sideBySide(loops: Int) throws {
        let server = try TestServer { $0.loops = loops }
        let clients = try (0..<300).map { _ in try server.connect() }
        for (number, client) in clients.enumerated() {
            client.send(
                "GET /\(number.isMultiple(of: 2) ? "later" : "now")?\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
        }
        for (number, client) in clients.enumerated() {
            let path = number.isMultiple(of: 2) ? "later" : "now"
            #expect(try client.reply().text == "GET /\(path)?\(number) host=a body=")
        }
    }

    @Test("Connections leave no open descriptor, closed by either side or reset")
    func leak() async throws {
        let server = try TestServer { $0.host = "127.0.0.1" }
        try server.expectAlive()
        for round in 0..<500 {
            let client = try server.connect()
            switch round % 5 {
            case 0: client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            case 1: client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            case 2: client.send("bad\r\n")
            case 3: client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
            default: break
            }
            if round.isMultiple(of: 2) { client.reset() } else { _ = client.receive(within: 20) }
        }
        #expect(try await eventually { sockets(boundTo: server.port).count == 1 })
        #expect(server.stop(within: .seconds(1)))
        #expect(sockets(boundTo: server.port).isEmpty)
    }

    @Test("Connections send small answers at once, because accepted sockets have TCP_NODELAY")
    func noDelay() throws {
        let server = try TestServer { $0.host = "127.0.0.1" }
        let client = try server.connect()
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.reply().status == 200)
        let sockets = sockets(boundTo: server.port)
        #expect(sockets.count == 2)
        for descriptor in sockets {
            var isSet: Int32 = 0
            var length = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isSet, &length)
            #expect(isSet == 1)
        }
    }

    /// The sockets of this process whose own port is `port`: a listener and the server's ends.
    private func sockets(boundTo port: UInt16) -> [Int32] {
        (0..<4096).filter { descriptor in
            var address = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let result = withUnsafeMutableBytes(of: &address) { bytes in
                getsockname(
                    descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
            }
            return result == 0 && address.sin_port == port.bigEndian
        }
    }
}
