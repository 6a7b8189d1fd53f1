import Dispatch
import HTTPServer
import TestSupport
import Testing

@Suite("Requests that the handler leaves without a complete response", .everyPoller)
struct EndingTests {
    private func connect(_ server: TestServer, _ path: String) throws -> RawClient {
        let client = try server.connect()
        client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        return client
    }

    @Test("The server resets a connection when the handler wants it")
    func reset() throws {
        let server = try TestServer()
        let client = try connect(server, "/reset")
        #expect(client.readToEnd() == .reset)
        #expect(client.unread.isEmpty)
        try server.expectAlive()
    }

    @Test("A reset loses no earlier response and reads no later request")
    func pipelinedReset() async throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send("GET /one HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.reply().text == "GET /one host=a body=")
        client.send("GET /reset HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readToEnd() == .reset)
        #expect(server.handler.requests == 2)
    }

    @Test("The server cuts a body and closes the connection", arguments: [0, 1, 1_000, 9_000_000])
    func cut(_ bodyBytes: Int) throws {
        let server = try TestServer()
        let client = try connect(server, "/cut?\(bodyBytes)")
        #expect(client.readToEnd() == .closed)
        let text = String(decoding: client.unread, as: UTF8.self)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        let head = try #require(parts.first)
        #expect(head.contains("Content-Length: 20000") && head.contains("Connection: close"))
        #expect((parts.count > 1 ? parts[1].utf8.count : 0) == min(bodyBytes, 20_000))
        try server.expectAlive()
    }

    @Test("A cut response to HEAD has no body")
    func cutHead() throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send("HEAD /cut?5 HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.reply(toHead: true).status == 200)
        #expect(client.readToEnd() == .closed)
        #expect(client.unread.isEmpty)
    }

    @Test(
        "A request is left without a response until the client closes the connection",
        arguments: [true, false])
    func hang(closesByReset: Bool) async throws {
        let server = try TestServer { $0.connections = 1 }
        let client = try connect(server, "/hang")
        #expect(!client.receive(within: 100))
        client.send("more input that is discarded")
        #expect(!client.receive(within: 50))
        if closesByReset { client.reset() } else { client.endOutput() }
        // The only connection is free again.
        try server.expectAlive()
    }

    @Test("A request without a response stays open however long its client sends")
    func hangWithInput() throws {
        let server = try TestServer {
            $0.timeouts.lingerIdle = 50
            $0.timeouts.lingerTotal = 50
        }
        let client = try connect(server, "/hang")
        for _ in 0..<5 {
            client.send("more input that is discarded")
            #expect(!client.receive(within: 60))
        }
        client.endOutput()
        #expect(client.readToEnd() == .closed)
        #expect(client.unread.isEmpty)
    }

    @Test("A client of a request without a response is disconnected when it sends too much")
    func hangWithMuchInput() throws {
        let server = try TestServer {
            $0.connections = 1
            $0.lingerBytes = 10_000
        }
        let client = try connect(server, "/hang")
        client.send(String(repeating: "x", count: 9_000))
        #expect(!client.receive(within: 100))
        client.send(String(repeating: "x", count: 2_000))
        #expect(client.readToEnd() != .silence)
        try server.expectAlive()
    }

    @Test("A client that leaves before the response is noticed", arguments: [true, false])
    func leaving(byReset: Bool) async throws {
        let server = try TestServer { $0.connections = 1 }
        let client = try connect(server, "/watch")
        #expect(try await eventually { server.handler.holding == 1 })
        #expect(!client.receive(within: 50))
        if byReset { client.reset() } else { client.endOutput() }
        #expect(try await eventually { server.handler.leavings == 1 })
        // The only connection is free again, and a late response is dropped.
        server.handler.release()
        try server.expectAlive()
        #expect(server.handler.leavings == 1)
    }

    @Test("A client that waits for its response is answered, and has not left")
    func staying() async throws {
        let server = try TestServer()
        let client = try connect(server, "/watch")
        #expect(try await eventually { server.handler.holding == 1 })
        server.handler.release()
        #expect(try client.reply().text == "held")
        client.send("GET /next HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.reply().text == "GET /next host=a body=")
        client.endOutput()
        #expect(client.readToEnd() == .closed)
        #expect(server.handler.leavings == 0)
    }

    @Test("A request behind one that is watched is answered after it", arguments: [true, false])
    func pipelinedWatch(atOnce: Bool) async throws {
        let server = try TestServer()
        let next = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"
        let client = try server.connect()
        client.send("GET /watch HTTP/1.1\r\nHost: a\r\n\r\n" + (atOnce ? next : ""))
        #expect(try await eventually { server.handler.holding == 1 })
        if !atOnce {
            client.send(next)
            #expect(!client.receive(within: 50))
        }
        server.handler.release()
        #expect(try client.reply().text == "held")
        #expect(try client.reply().text == "GET /next host=a body=")
        #expect(server.handler.leavings == 0)
    }

    @Test("A request without a response does not delay a graceful stop")
    func hangAtStop() async throws {
        let server = try TestServer()
        let client = try connect(server, "/hang")
        #expect(!client.receive(within: 100))
        let start = ContinuousClock.now
        #expect(server.stop(within: .seconds(60)))
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(client.readToEnd() == .closed)
    }

    @Test("A request that is left without a response while the server stops is closed at once")
    func hangAfterStop() async throws {
        let server = try TestServer()
        let client = try connect(server, "/hold")
        #expect(try await eventually { server.handler.holding == 1 })
        let stopped = server.beginStop(within: .seconds(60))
        #expect(try await eventually { (try? server.connect()) == nil })
        server.handler.hangHeld()
        #expect(client.readToEnd() == .closed)
        #expect(stopped.wait(timeout: .now() + 20) == .success)
    }
}
