import Dispatch
import HTTPServer
import TestSupport
import Testing

@Suite("A graceful stop", .everyPoller)
struct StopTests {
    @Test(
        "A graceful stop ends at once when no request is being handled, and closes idle connections",
        arguments: [1, 3])
    func idle(loops: Int) throws {
        let server = try TestServer { $0.loops = loops }
        let clients = try (0..<6).map { _ in try server.connect() }
        for client in clients {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.reply().status == 200)
        }
        #expect(server.stop(within: .seconds(10)))
        for client in clients { #expect(client.readToEnd() == .closed) }
        #expect(throws: (any Error).self) { try server.connect() }
    }

    @Test("A graceful stop finishes the requests being handled and announces that the connection closes")
    func inFlight() async throws {
        // One loop reads what arrived first, so the part of a request is known when the other request is held.
        let server = try TestServer { $0.loops = 1 }
        let partial = try server.connect()
        partial.send("POST /partial HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nh")
        let client = try server.connect()
        client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await eventually { server.handler.holding == 1 })
        let stopped = server.beginStop(within: .seconds(60))
        #expect(try await eventually { (try? server.connect()) == nil })
        #expect(!client.receive(within: 50))
        server.handler.release()
        partial.send("i")
        let replies = try [client.reply(), partial.reply()]
        #expect(replies.map(\.text) == ["held", "POST /partial host=a body=hi"])
        #expect(replies.map { $0["connection"] } == ["close", "close"])
        #expect(client.readToEnd() == .closed)
        #expect(partial.readToEnd() == .closed)
        client.endOutput()
        partial.endOutput()
        let outcome = stopped.wait(timeout: .now() + 20)
        #expect(outcome == .success)
    }

    @Test(
        "A graceful stop closes a connection with half a head at once, without an answer",
        arguments: ["", "\r\n", "G", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nHost: a\r\n"], [1, 2])
    func halfHead(_ sent: String, loops: Int) throws {
        let server = try TestServer { $0.loops = loops }
        let clients = try (0..<4).map { _ in try server.connect() }
        for client in clients {
            client.send("GET /first HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.reply().status == 200)
            client.send(sent)
        }
        let start = ContinuousClock.now
        #expect(server.stop(within: .seconds(60)))
        #expect(ContinuousClock.now - start < .seconds(2))
        for client in clients {
            #expect(client.readToEnd() == .closed)
            #expect(client.unread.isEmpty)
        }
    }

    @Test(
        "A graceful stop gives an incomplete body a short time only, even if it makes progress",
        arguments: ["Content-Length: 1000", "Transfer-Encoding: chunked"], [true, false])
    func halfBody(_ framing: String, trickles: Bool) throws {
        let server = try TestServer { $0.timeouts.stopBody = 300 }
        let client = try server.connect()
        client.send(
            "POST / HTTP/1.1\r\nHost: a\r\n\(framing)\r\n\r\n" + (framing.hasPrefix("C") ? "" : "800\r\n"))
        #expect(!client.receive(within: 50))
        let start = ContinuousClock.now
        let stopped = server.beginStop(within: .seconds(60))
        while trickles, !client.receive(within: 20), client.end == .silence { client.send("a") }
        #expect(try client.reply().text == "bodyTimedOut")
        #expect(client.readToEnd() == .closed)
        // The client keeps its side open, which the end does not wait for either.
        let outcome = stopped.wait(timeout: .now() + 20)
        #expect(outcome == .success)
        #expect(ContinuousClock.now - start < .seconds(4))
    }

    @Test("A graceful stop does not wait for clients that keep their side open after the last response")
    func lingering() async throws {
        let server = try TestServer {
            $0.timeouts.lingerIdle = 60_000
            $0.timeouts.lingerTotal = 60_000
        }
        let refused = try server.connect()
        refused.send("bad\r\n")
        #expect(try refused.reply().status == 400)
        let held = try server.connect()
        held.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await eventually { server.handler.holding == 1 })
        let start = ContinuousClock.now
        let stopped = server.beginStop(within: .seconds(60))
        #expect(try await eventually { (try? server.connect()) == nil })
        server.handler.release()
        #expect(try held.reply().text == "held")
        let outcome = stopped.wait(timeout: .now() + 20)
        #expect(outcome == .success)
        #expect(ContinuousClock.now - start < .seconds(4))
    }

    @Test("A graceful stop closes a connection that reads its last answer late")
    func slowReader() async throws {
        let server = try TestServer { $0.timeouts.idle = 60_000 }
        let client = try server.connect(receiveBuffer: 4096)
        client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await eventually { server.handler.requests == 1 })
        let start = ContinuousClock.now
        let stopped = server.beginStop(within: .seconds(60))
        #expect(try client.reply().body.count == 8 << 20)
        #expect(client.readToEnd() == .closed)
        let outcome = stopped.wait(timeout: .now() + 20)
        #expect(outcome == .success)
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("A graceful stop closes what is not finished in time")
    func deadline() async throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await eventually { server.handler.holding == 1 })
        let start = ContinuousClock.now
        #expect(server.stop(within: .seconds(1)))
        #expect(ContinuousClock.now - start < .seconds(5))
        #expect(client.readToEnd() == .reset)
        // The answer that comes after the end is dropped.
        server.handler.release()
    }

    @Test("A graceful stop can be requested twice, and after the end")
    func twice() throws {
        let server = try TestServer()
        #expect(server.stop(within: .seconds(1)))
        #expect(server.stop(within: .seconds(1)))
    }

    @Test("A graceful stop frees the port")
    func port() throws {
        let first = try TestServer()
        let client = try first.connect()
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.reply().status == 200)
        #expect(first.stop(within: .seconds(1)))
        let second = try TestServer { $0.port = first.port }
        try second.expectAlive()
    }
}
