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
