import HTTPServer
import TestSupport
import Testing

@Suite("Timeouts of the server", .everyPoller)
struct TimeoutTests {
    @Test("A time-out ends a slow head with 408, however steadily it trickles")
    func head() async throws {
        let server = try TestServer { $0.timeouts.head = 150 }
        let client = try server.connect()
        client.send("GET / HTTP/1.1\r\nX: ")
        let start = ContinuousClock.now
        while !client.receive(within: 20), client.end == .silence { client.send("a") }
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(try client.reply().text == "headTimedOut")
        #expect(client.readToEnd() == .closed)
    }

    @Test("A time-out closes without an answer before the first byte and between requests")
    func idle() throws {
        let server = try TestServer {
            $0.timeouts.head = 100
            $0.timeouts.idle = 150
        }
        let fresh = try server.connect()
        #expect(fresh.readToEnd() == .closed)
        #expect(fresh.unread.isEmpty)
        let client = try server.connect()
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.reply().status == 200)
        #expect(client.readToEnd() == .closed)
        #expect(client.unread.isEmpty)
    }

    @Test("A time-out treats empty lines as no request")
    func emptyLines() throws {
        let server = try TestServer { $0.timeouts.head = 100 }
        let client = try server.connect()
        client.send("\r\n")
        #expect(client.readToEnd() == .closed)
        #expect(client.unread.isEmpty)
    }

    @Test(
        "A time-out ends a stalled body with 408",
        arguments: ["Content-Length: 9", "Transfer-Encoding: chunked"])
    func bodyStall(_ framing: String) throws {
        let server = try TestServer { $0.timeouts.bodyStall = 150 }
        let client = try server.connect()
        client.send("POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n4")
        #expect(try client.reply().text == "bodyTimedOut")
        #expect(client.readToEnd() == .closed)
    }

    @Test("A time-out ends a body with 408 below the least rate, and not above it")
    func bodyRate() throws {
        let server = try TestServer {
            $0.timeouts.bodyGrace = 200
            $0.timeouts.bodyBytesPerSecond = 1000
        }
        let slow = try server.connect()
        slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n")
        for _ in 0..<200 where !slow.receive(within: 20) && slow.end == .silence { slow.send("a") }
        #expect(try slow.reply().text == "bodyTimedOut")
        let steady = try server.connect()
        steady.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n")
        for _ in 0..<10 {
            steady.send(Array(repeating: 0x78, count: 1000))
            _ = steady.receive(within: 40)
        }
        #expect(try steady.reply().status == 200)
    }

    @Test("A time-out does not count the time in which the handler works")
    func work() async throws {
        let server = try TestServer {
            $0.timeouts.head = 50
            $0.timeouts.idle = 300
        }
        let client = try server.connect()
        client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(!client.receive(within: 500))
        server.handler.release()
        #expect(try client.reply().text == "held")
        client.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.reply().status == 200)
    }

    @Test("A timeout resets a connection whose client does not read the response")
    func writeStall() async throws {
        let server = try TestServer { $0.timeouts.writeStall = 150 }
        let client = try server.connect(receiveBuffer: 4096)
        client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        try await Task.sleep(for: .milliseconds(500))
        #expect(client.readToEnd() == .reset)
        try server.expectAlive()
    }

    @Test(
        "A timeout ends a closing connection whose client keeps its side open, sending or not",
        arguments: [true, false])
    func linger(isSilent: Bool) async throws {
        let server = try TestServer {
            $0.timeouts.lingerIdle = isSilent ? 100 : 60_000
            $0.timeouts.lingerTotal = isSilent ? 60_000 : 300
        }
        let client = try server.connect()
        client.send("bad\r\n")
        #expect(try client.reply().status == 400)
        #expect(client.readToEnd() == .closed)
        let start = ContinuousClock.now
        while client.send("x"), ContinuousClock.now - start < .seconds(5) {
            try await Task.sleep(for: .milliseconds(isSilent ? 400 : 20))
        }
        #expect(ContinuousClock.now - start < .seconds(5))
    }
}
