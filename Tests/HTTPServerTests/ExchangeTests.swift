import HTTPServer
import TestSupport
import Testing

@Suite("The exchange of requests and answers", .everyPoller)
struct ExchangeTests {
    let server: TestServer

    init() throws { server = try TestServer() }

    @Test("The server serves many requests on one connection")
    func keepAlive() throws {
        let client = try server.connect()
        for number in 0..<100 {
            client.send("POST /\(number) HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")
            #expect(try client.reply().text == "POST /\(number) host=a body=hi")
        }
    }

    @Test("The server answers pipelined requests in order, some at once and some later")
    func pipelining() throws {
        let client = try server.connect()
        let paths = (0..<300).map { $0 % 7 == 3 ? "/later?\($0)" : "/\($0)" }
        client.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        for path in paths { #expect(try client.reply().text == "GET \(path) host=a body=") }
    }

    @Test(
        "The server answers HEAD with everything but the body", arguments: ["/x", "/later", "/big", "/none"])
    func head(_ path: String) throws {
        let client = try server.connect()
        client.send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
        let get = try client.reply()
        client.send("HEAD \(path) HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n")
        let head = try client.reply(toHead: true)
        #expect(head.status == get.status)
        #expect(head["content-type"] == get["content-type"])
        // The answer repeats the method, which is one byte longer.
        #expect(
            head["content-length"]
                == get["content-length"].map { path == "/big" ? $0 : "\((Int($0) ?? 0) + 1)" })
        #expect(try client.reply().text == "GET /next host=a body=")
    }

    @Test("The server refuses a HEAD request without a body")
    func refusedHead() throws {
        let client = try server.connect()
        client.send("HEAD / HTTP/1.1\r\n\r\n")
        #expect(try client.reply(toHead: true).status == 400)
        #expect(client.readToEnd() == .closed)
        #expect(client.unread.isEmpty)
    }

    @Test("The server sends 100 Continue for a body that the client holds back")
    func continues() throws {
        let client = try server.connect()
        for framing in ["Content-Length: 2", "Transfer-Encoding: chunked"] {
            client.send("POST /p HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\(framing)\r\n\r\n")
            let interim = try client.interimReply()
            #expect(interim.status == 100)
            #expect(interim.fields.isEmpty)
            client.send(framing.hasPrefix("C") ? "hi" : "2\r\nhi\r\n0\r\n\r\n")
            #expect(try client.interimReply().text == "POST /p host=a body=hi")
        }
    }

    @Test("The server never sends an interim answer to HTTP/1.0 or without need")
    func noContinue() throws {
        let client = try server.connect()
        client.send("POST /p HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nhi")
        #expect(try client.interimReply().status == 200)
        client.send("POST /p HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        #expect(!client.receive(within: 100))
        client.send("hi")
        #expect(try client.interimReply().status == 200)
    }

    @Test("The server accepts a body that comes in many small pieces of either framing")
    func pieces() throws {
        let client = try server.connect()
        client.send("POST /p HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n")
        for _ in 0..<500 { client.send("x") }
        #expect(try client.reply().text == "POST /p host=a body=" + String(repeating: "x", count: 500))
        client.send("POST /p HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
        for _ in 0..<500 { client.send("1\r\nx\r\n") }
        client.send("0\r\n\r\n")
        #expect(try client.reply().text == "POST /p host=a body=" + String(repeating: "x", count: 500))
    }

    @Test(
        "The server delivers a large response to a client that reads slowly, and handles the requests after it"
    )
    func slowReader() throws {
        let client = try server.connect(receiveBuffer: 4096)
        let request = "GET /big HTTP/1.1\r\nHost: a\r\n\r\n"
        client.send(request + request + "GET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.reply().body.count == 8 << 20)
        #expect(try client.reply().body.count == 8 << 20)
        #expect(try client.reply().text == "GET /x host=a body=")
    }

    @Test("The server closes when the handler says so, and the client reads the answer")
    func handlerCloses() throws {
        let client = try server.connect()
        client.send("GET /close HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.reply()["connection"] == "close")
        #expect(client.readToEnd() == .closed)
        #expect(client.unread.isEmpty)
    }

    @Test("The server sends a bare 500 instead of an answer that could be split")
    func splitAnswer() throws {
        let client = try server.connect()
        client.send("GET /split HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try client.reply().status == 500)
        #expect(try client.reply().status == 200)
    }

    @Test("The server drops a response that is sent after the client has disconnected")
    func lateAnswer() async throws {
        var client: RawClient? = try server.connect()
        client?.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await eventually { server.handler.holding == 1 })
        client?.reset()
        client = nil
        server.handler.release()
        try server.expectAlive()
    }

    @Test("The server answers a client that has ended its output, though later")
    func halfClose() async throws {
        let client = try server.connect()
        client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        client.endOutput()
        #expect(try await eventually { server.handler.holding == 1 })
        #expect(!client.receive(within: 50))
        server.handler.release()
        #expect(try client.reply().text == "held")
        #expect(client.readToEnd() == .closed)
    }

    @Test("The server serves other connections while one has many requests waiting")
    func turns() async throws {
        let (stalling, greedy, modest) = (try server.connect(), try server.connect(), try server.connect())
        stalling.send("GET /stall HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await eventually { server.handler.isStalled })
        let paths = (0..<1000).map { "/\($0)" }
        greedy.send(paths.map { "GET \($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
        greedy.endOutput()
        modest.send("GET /count HTTP/1.1\r\nHost: a\r\n\r\n")
        server.handler.endStall()
        let count = try #require(Int(try modest.reply().text))
        #expect(count < 300)
        for path in paths { #expect(try greedy.reply().text == "GET \(path) host=a body=") }
        #expect(greedy.readToEnd() == .closed)
    }

    @Test("The server notifies its handler at the end of each round")
    func rounds() async throws {
        let (stalling, first, second) = (try server.connect(), try server.connect(), try server.connect())
        stalling.send("GET /stall HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await eventually { server.handler.isStalled })
        for client in [first, second] { client.send("GET /round HTTP/1.1\r\nHost: a\r\n\r\n") }
        server.handler.endStall()
        for client in [first, second] { #expect(try client.reply().text == "2 in the round") }
    }

    @Test("The server handles one request of a connection at a time, however much the client sends")
    func oneAtATime() async throws {
        let client = try server.connect()
        client.send("GET /hold HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await eventually { server.handler.holding == 1 })
        for number in 0..<50 { client.send("GET /\(number) HTTP/1.1\r\nHost: a\r\n\r\n") }
        #expect(!client.receive(within: 50))
        #expect(server.handler.requests == 1)
        server.handler.release()
        #expect(try client.reply().text == "held")
        for number in 0..<50 { #expect(try client.reply().text == "GET /\(number) host=a body=") }
    }
}
