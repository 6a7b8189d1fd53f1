import Dispatch
import HTTPServer
import TestSupport
import Testing

@Suite("A response stream", .everyPoller)
struct StreamTests {
    private let request = "GET /stream HTTP/1.1\r\nHost: a\r\n\r\n"

    /// Everything received so far, once it ends with a text.
    private func text(_ client: RawClient, endingWith end: String) -> String {
        while !String(decoding: client.unread, as: UTF8.self).hasSuffix(end), client.receive() {}
        return String(decoding: client.unread, as: UTF8.self)
    }

    @Test("A stream sends its pieces as they come, without a length")
    func pieces() throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send(request)
        let head = text(client, endingWith: "first")
        #expect(head.hasPrefix("HTTP/1.1 200 OK\r\n") && head.contains("\r\nConnection: close\r\n"))
        #expect(!head.lowercased().contains("content-length") && head.hasSuffix("\r\n\r\nfirst"))
        server.handler.sendPiece(Array("second".utf8))
        #expect(text(client, endingWith: "second").hasSuffix("firstsecond"))
        server.handler.sendPiece(Array("third".utf8))
        #expect(text(client, endingWith: "third").hasSuffix("firstsecondthird"))
        #expect(server.handler.endedStreams == 0)
    }

    @Test("A stream ends when the client leaves", arguments: [true, false])
    func leaving(byReset: Bool) async throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send(request + "GET /ignored HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = text(client, endingWith: "first")
        client.send("more input")
        if byReset { client.reset() } else { client.endOutput() }
        #expect(try await eventually { server.handler.endedStreams == 1 })
        server.handler.sendPiece(Array("late".utf8))
        try server.expectAlive()
        #expect(server.handler.requests == 2)
    }

    @Test("A client that does not read is reset, and the memory for it is bounded")
    func slowReader() async throws {
        let server = try TestServer()
        let client = try server.connect(receiveBuffer: 4_096)
        client.send(request)
        let piece = [UInt8](repeating: 0x78, count: 1 << 16)
        #expect(
            try await eventually {
                server.handler.sendPiece(piece)
                return server.handler.endedStreams == 1
            })
        #expect(client.readToEnd() == .reset)
        try server.expectAlive()
    }

    @Test("A stream ends when the handler wants it, after the pieces that were sent")
    func end() async throws {
        let server = try TestServer { $0.connections = 1 }
        let client = try server.connect()
        client.send(request)
        _ = text(client, endingWith: "first")
        server.handler.sendPiece(Array("last".utf8))
        server.handler.endStreams()
        #expect(client.readToEnd() == .closed)
        #expect(String(decoding: client.unread, as: UTF8.self).hasSuffix("firstlast"))
        #expect(server.handler.endedStreams == 1)
        // Neither of a stream that has ended.
        server.handler.sendPiece(Array("late".utf8))
        server.handler.endStreams()
        client.endOutput()
        try server.expectAlive()
        #expect(server.handler.endedStreams == 1)
    }

    @Test("A HEAD receives the head of a stream only")
    func head() async throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readToEnd() == .closed)
        #expect(String(decoding: client.unread, as: UTF8.self).hasSuffix("\r\n\r\n"))
        #expect(try await eventually { server.handler.endedStreams == 1 })
    }

    @Test("A graceful stop ends streams at once")
    func stop() throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send(request)
        _ = text(client, endingWith: "first")
        let start = ContinuousClock.now
        let done = server.beginStop(within: .seconds(60))
        #expect(client.readToEnd() == .closed)
        client.endOutput()
        #expect(done.wait(timeout: .now() + 20) == .success)
        #expect(ContinuousClock.now - start < .seconds(5) && server.handler.endedStreams == 1)
    }
}
