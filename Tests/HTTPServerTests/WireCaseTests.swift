import HTTPServer
import Platform
import TestSupport
import Testing

@Suite("The cases of fixtures/http, over a socket", .everyPoller)
struct WireCaseTests {
    /// One server for all cases, by poller.
    static let servers = Dictionary(
        uniqueKeysWithValues: PollerKind.allCases.map { kind in
            (kind, Result { try TestServer.$poller.withValue(kind) { try TestServer() } })
        })

    @Test(
        "The server answers each case of fixtures/http as it says, and continues to serve",
        arguments: WireCase.all)
    func whole(_ wireCase: WireCase) throws {
        try run(wireCase) { $0.send(wireCase.bytes) }
    }

    @Test(
        "The server answers each case of fixtures/http in the same way byte by byte",
        arguments: WireCase.all.filter { $0.bytes.count < 400 })
    func byteByByte(_ wireCase: WireCase) throws {
        try run(wireCase) { client in
            for byte in wireCase.bytes where !client.send([byte]) { return }
        }
    }

    private func run(_ wireCase: WireCase, send: (RawClient) -> Void) throws {
        let server = try #require(Self.servers[TestServer.poller]).get()
        let client = try server.connect()
        send(client)
        if wireCase.end == "eof" { client.endOutput() }
        let events = wireCase.events.filter { $0 != "incomplete" }
        for (index, status) in wireCase.answers.enumerated() {
            let reply = try client.reply(toHead: events[index].hasPrefix("HEAD "))
            #expect(reply.status == status)
            #expect(reply.text == events[index].replacing("refused ", with: ""))
            let isLast = index == wireCase.answers.count - 1
            #expect((reply["connection"] == "close") == (isLast && wireCase.closes && wireCase.end == nil))
        }
        if wireCase.closes {
            #expect(client.readToEnd() == .closed)
            #expect(client.unread.isEmpty)
        } else {
            #expect(!client.receive(within: 0))
            client.send("GET /after HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(try client.reply().text == "GET /after host=a body=")
        }
        try server.expectAlive()
    }
}
