import Dispatch
import HTTPServer
import Testing

@Suite("A graceful stop")
struct StopTests {
    @Test("ends at once when nothing is in work, closing idle connections", arguments: [1, 3])
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

    @Test("finishes what is in work and says that the connection closes")
    func inFlight() async throws {
        let server = try TestServer()
        let client = try server.connect()
        client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        let partial = try server.connect()
        partial.send("GET /partial HTTP/1.1\r\n")
        #expect(try await eventually { server.handler.holding == 1 })
        let stopped = server.beginStop(within: .seconds(60))
        #expect(try await eventually { (try? server.connect()) == nil })
        #expect(!client.receive(within: 50))
        server.handler.release()
        partial.send("Host: a\r\n\r\n")
        let replies = try [client.reply(), partial.reply()]
        #expect(replies.map(\.text) == ["held", "GET /partial host=a body="])
        #expect(replies.map { $0["connection"] } == ["close", "close"])
        #expect(client.readToEnd() == .closed)
        #expect(partial.readToEnd() == .closed)
        client.endOutput()
        partial.endOutput()
        let outcome = stopped.wait(timeout: .now() + 20)
        #expect(outcome == .success)
    }

    @Test("cuts what is not finished in time")
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

    @Test("may be asked for twice, and after the end")
    func twice() throws {
        let server = try TestServer()
        #expect(server.stop(within: .seconds(1)))
        #expect(server.stop(within: .seconds(1)))
    }

    @Test("gives the port back")
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
