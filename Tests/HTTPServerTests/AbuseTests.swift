import HTTPServer
import Platform
import TestSupport
import Testing

@Suite("Clients that misbehave", .everyPoller)
struct AbuseTests {
    @Test("Misbehaving clients read the refusal of a body they are still sending")
    func refusedBody() throws {
        let server = try TestServer()
        for _ in 0..<20 {
            let client = try server.connect()
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n")
            client.send(Array(repeating: 0x78, count: 200_000))
            #expect(try client.reply().status == 413)
            #expect(client.readToEnd() == .closed)
        }
    }

    @Test(
        "Misbehaving clients receive the refusal of a body of 5 MB even if they send all of it before they read",
        arguments: ["Content-Length: 5000000", "Transfer-Encoding: chunked", "Content-Length: 60000000"])
    func refusedLargeBody(_ framing: String) throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n")
        let isChunked = framing.hasPrefix("T")
        let piece = Array(repeating: UInt8(0x78), count: 100_000)
        let count = framing.hasSuffix("60000000") ? 600 : 50
        for _ in 0..<count {
            // 0x186A0 is 100,000.
            if isChunked { client.send("186A0\r\n") }
            #expect(client.send(piece))
            if isChunked { client.send("\r\n") }
        }
        if isChunked { client.send("0\r\n\r\n") }
        #expect(try client.reply().text == "bodyTooLarge")
        #expect(client.readToEnd() == .closed)
    }

    @Test("Misbehaving clients are disconnected when a refused body exceeds what is discarded")
    func refusedEndlessBody() throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n")
        let piece = Array(repeating: UInt8(0x78), count: 1_000_000)
        let begin = ContinuousClock.now
        var sent = 0
        while sent < 1000, client.send(piece) { sent += 1 }
        // What the kernel holds for both sides comes on top.
        #expect(sent >= 60 && sent < 100)
        #expect(ContinuousClock.now - begin < .seconds(11))
        try server.expectAlive()
    }

    @Test("Clients that expect 100 Continue for too large a body are refused without it")
    func refusedExpectation() throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5000000\r\n\r\n")
        #expect(try client.interimReply().text == "bodyTooLarge")
        #expect(client.readToEnd() == .closed)
    }

    @Test("Misbehaving clients receive the last answer even if they send much after the request")
    func closeWithMore() throws {
        let server = try TestServer()
        for _ in 0..<20 {
            let client = try server.connect()
            let request = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
            client.send(Array(request.utf8) + Array(repeating: 0x78, count: 200_000))
            #expect(try client.reply().status == 200)
            #expect(client.readToEnd() == .closed)
        }
    }

    @Test(
        "Misbehaving clients are disconnected when they send on after the last answer",
        arguments: ["x y z\r\n", "GET /hold HTTP/1.0\r\n\r\n", "GET /hold HTTP/1.1\r\nHost: a\r\n\r\n"])
    func endless(_ start: String) async throws {
        let server = try TestServer {
            $0.lingerBytes = 10_000
            $0.timeouts.lingerIdle = 30_000
            $0.timeouts.lingerTotal = 30_000
        }
        let client = try server.connect()
        client.send(start)
        if start.hasPrefix("GET") {
            #expect(try await eventually { server.handler.holding == 1 })
            // The loop hears of bytes it does not want yet, and stops listening.
            for _ in 0..<5 {
                client.send("more")
                #expect(!client.receive(within: 10))
            }
            server.handler.release(close: true)
        }
        _ = try client.reply()
        let begin = ContinuousClock.now
        var sent = 0
        while sent < 100_000_000, client.send(Array(repeating: 0x78, count: 100_000)) { sent += 100_000 }
        #expect(sent < 100_000_000)
        #expect(ContinuousClock.now - begin < .seconds(15))
        try server.expectAlive()
    }

    @Test("Connections that are reset at any moment do not disturb the server", arguments: [1, 2])
    func resets(loops: Int) throws {
        let server = try TestServer { $0.loops = loops }
        let starts = [
            "", "GE", "GET / HTTP/1.1\r\nHo", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc",
            "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "GET /later HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /big HTTP/1.1\r\nHost: a\r\n\r\n", "bad\r\n",
        ]
        for round in 0..<400 {
            let client = try server.connect()
            client.send(starts[round % starts.count])
            if round % 3 == 0 { _ = client.receive(within: 5) }
            client.reset()
        }
        try server.expectAlive()
    }

    @Test("Misbehaving clients cannot reach the handler with half a request")
    func halfRequests() throws {
        let server = try TestServer()
        for text in [
            "GET / HTTP/1.1\r\nHost: a\r\n", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nab",
        ] {
            let client = try server.connect()
            client.send(text)
            client.endOutput()
            #expect(client.readToEnd() == .closed)
            #expect(client.unread.isEmpty)
        }
        #expect(server.handler.requests == 0)
    }

    @Test("Clients that do not speak HTTP get an answer or are disconnected", arguments: 0..<8)
    func noise(seed: UInt64) throws {
        let server = try TestServer { $0.timeouts.head = 200 }
        var state = seed &+ 1
        for _ in 0..<30 {
            let client = try server.connect()
            let bytes = (0..<300).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return UInt8(truncatingIfNeeded: state >> 33)
            }
            client.send(bytes)
            #expect(client.readToEnd() != .silence)
        }
        try server.expectAlive()
    }
}
