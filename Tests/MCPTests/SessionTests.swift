import JSON
import Locking
import Testing

@testable import MCP

/// Messages in and responses out, with tools that call nothing.
@Suite("Session")
struct SessionTests {
    /// A session whose responses are kept.
    private struct Client {
        let session: Session
        let sent: Lock<[String]>

        init(tools: [Tool] = []) {
            let sent = Lock<[String]>([])
            self.sent = sent
            session = Session(
                Implementation(name: "test", version: "1.0", instructions: "Use it."), tools: tools,
                send: { line in sent.withLock { $0.append(String(decoding: line, as: UTF8.self)) } },
                note: { _ in })
        }

        /// The response to a line; nil without one.
        func send(_ line: String) -> String? {
            session.receive(Array(line.utf8))
            while session.isRunning {}
            return sent.withLock { $0.popLast() }
        }

        func initialize(_ revision: String = "2025-11-25") -> String? {
            send(
                #"{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"\#(revision)","#
                    + #""capabilities":{},"clientInfo":{"name":"c","version":"1"}}}"#)
        }
    }

    private static let echo = Tool(
        name: "echo", summary: "Returns its arguments.", isReadOnly: true,
        inputSchema: Array(#"{"type":"object"}"#.utf8)
    ) { arguments throws(ToolFailure) in
        guard let arguments else { throw ToolFailure("no arguments") }
        return Array(arguments.text)
    }

    private static func meta(_ revision: String) -> String {
        #""_meta":{"io.modelcontextprotocol/protocolVersion":"\#(revision)","#
            + #""io.modelcontextprotocol/clientCapabilities":{}}"#
    }

    @Test(
        "A message that is not a request is refused with the code that JSON-RPC has for it, and its id if it has one",
        arguments: [
            ("{", -32700, "null"), ("\u{0}", -32700, "null"), ("[]", -32600, "null"),
            (#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600, "null"), ("7", -32600, "null"),
            (#"{"id":1,"method":"ping"}"#, -32600, "1"),
            (#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600, "1"),
            (#"{"jsonrpc":"2.0","id":"a"}"#, -32600, #""a""#),
            (#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600, "1"),
            (#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600, "null"),
            (#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600, "null"),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#, -32600, "1"),
            (#"{"jsonrpc":"2.0","id":1,"method":"none"}"#, -32601, "1"),
            (#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#, -32602, "1"),
            (#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#, -32600, "1"),
            (#"{"jsonrpc":"2.0","id":1,"method":"server/discover"}"#, -32602, "1"),
        ])
    func refusals(line: String, code: Int, id: String) throws {
        let reply = try #require(Client().send(line))
        #expect(
            reply.hasPrefix(#"{"jsonrpc":"2.0","id":\#(id),"error":{"code":\#(code),"message":""#), "\(reply)"
        )
    }

    @Test(
        "A notification or a response has no response",
        arguments: [
            #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#, #"{"jsonrpc":"2.0","method":"none"}"#,
            #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":9}}"#,
            #"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#,
            #"{"jsonrpc":"2.0","id":1,"result":{}}"#,
            #"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"x"}}"#,
        ])
    func silence(line: String) {
        #expect(Client().send(line) == nil)
    }

    @Test("A line that is too long is refused")
    func tooLong() {
        let client = Client()
        client.session.refuseLine(longerThan: 5)
        #expect(client.sent.withLock { $0[0] }.contains(#""id":null,"error":{"code":-32600"#))
    }

    @Test(
        "The handshake names the revision that was asked for, or the newest one",
        arguments: [
            ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2024-11-05", "2024-11-05"),
            ("2025-03-26", "2025-11-25"), ("2026-07-28", "2025-11-25"), ("x", "2025-11-25"),
        ])
    func negotiation(asked: String, named: String) throws {
        let client = Client()
        let reply = try #require(client.initialize(asked))
        #expect(reply.hasPrefix(#"{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"\#(named)","#))
        #expect(reply.contains(#""serverInfo":{"name":"test","version":"1.0"}"#))
        #expect(client.initialize()?.contains("-32600") == true)
    }

    @Test("A ping is answered before the handshake, and is unknown without one")
    func ping() {
        let client = Client()
        #expect(
            client.send(#"{"jsonrpc":"2.0","id":"p","method":"ping"}"#)
                == #"{"jsonrpc":"2.0","id":"p","result":{}}"#)
        let modern = #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{\#(Self.meta("2026-07-28"))}}"#
        #expect(client.send(modern)?.contains("-32601") == true)
    }

    @Test("Tools are listed once, and a cursor is refused")
    func list() throws {
        let client = Client(tools: [Self.echo])
        _ = client.initialize()
        let reply = try #require(client.send(#"{"jsonrpc":"2.0","id":1,"method":"tools/list"}"#))
        #expect(
            reply
                == #"{"jsonrpc":"2.0","id":1,"result":{"tools":[{"name":"echo","description":"Returns its arguments.","#
                + #""inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true,"openWorldHint":false}}]}}"#
        )
        let cursor = #"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"a"}}"#
        #expect(client.send(cursor)?.contains("-32602") == true)
    }

    @Test("A call has the result of its tool, and a failure of the tool is a result")
    func call() throws {
        let client = Client(tools: [Self.echo])
        _ = client.initialize()
        func call(_ parameters: String) -> String? {
            client.send(#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":\#(parameters)}"#)
        }
        #expect(
            call(#"{"name":"echo","arguments":{"a":1}}"#)
                == #"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"{\"a\":1}"}],"isError":false}}"#
        )
        #expect(
            call(#"{"name":"echo"}"#)
                == #"{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"no arguments"}],"isError":true}}"#
        )
        for wrong in [#"{"name":"none"}"#, "{}", #"{"name":"echo","arguments":[]}"#] {
            #expect(call(wrong)?.contains(#""id":1,"error":{"code":-32602"#) == true)
        }
    }

    @Test("A request without a handshake names its revision, and its result its kind")
    func withoutHandshake() throws {
        let client = Client(tools: [Self.echo])
        func send(_ method: String, _ parameters: String) -> String {
            client.send(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":{\#(parameters)}}"#) ?? ""
        }
        let discovered = send("server/discover", Self.meta("2026-07-28"))
        #expect(
            discovered.contains(#""supportedVersions":["2026-07-28","2025-11-25","2025-06-18","2024-11-05"]"#)
        )
        for reply in [
            discovered, send("tools/list", Self.meta("2026-07-28")),
            send("tools/call", #""name":"echo","arguments":{},\#(Self.meta("2026-07-28"))"#),
        ] {
            #expect(
                reply.hasSuffix(
                    #""resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":"#
                        + #"{"name":"test","version":"1.0"}}}}"#), "\(reply)")
        }
        #expect(
            send("tools/list", Self.meta("2025-11-25")).hasSuffix(
                #""code":-32022,"message":"unsupported protocol version","data":{"supported":["2026-07-28","2025-11-25","#
                    + #""2025-06-18","2024-11-05"],"requested":"2025-11-25"}}}"#))
        let half = #""_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#
        #expect(send("tools/list", half).contains("-32602"))
        #expect(
            send("tools/list", #""_meta":{"io.modelcontextprotocol/protocolVersion":1}"#).contains("-32602"))
    }

    @Test("A cancelled call has no response, and its id can be used again")
    func cancellation() throws {
        let gate = Lock(false)
        let slow = Tool(name: "slow", summary: "", isReadOnly: true, inputSchema: Array("{}".utf8)) {
            arguments throws(ToolFailure) in
            if arguments == nil { while !gate.withLock(\.self) {} }
            return Array(#""done""#.utf8)
        }
        let client = Client(tools: [slow])
        _ = client.initialize()
        let call = #"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"slow"}}"#
        client.session.receive(Array(call.utf8))
        #expect(client.session.isRunning)
        // Another one with the id of a running call would have two responses.
        client.session.receive(Array(call.utf8))
        #expect(client.sent.withLock { $0.popLast() }?.contains("-32600") == true)
        client.session.receive(
            Array(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":5}}"#.utf8))
        #expect(!client.session.isRunning)
        gate.withLock { $0 = true }
        let again = #"{"jsonrpc":"2.0","id":5,"method":"tools/call","params":{"name":"slow","arguments":{}}}"#
        #expect(client.send(again)?.contains("done") == true)
        #expect(client.sent.withLock(\.isEmpty))
    }
}
