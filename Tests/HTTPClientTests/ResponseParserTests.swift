import Testing

@testable import HTTPClient

@Suite("Response parser")
struct ResponseParserTests {
    /// Reads a text in pieces of a size, and the end of the stream if wanted.
    private func parse(
        _ text: String, pieces: Int = 7, ends: Bool = false
    ) throws -> (response: ReceivedResponse, isComplete: Bool) {
        var parser = ResponseParser()
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: pieces) {
            try bytes[start..<min(start + pieces, bytes.count)].withUnsafeBytes { try parser.read($0) }
        }
        if ends { try parser.end() }
        return (parser.response, parser.isComplete)
    }

    @Test("Response parser reads a body of a known length, whatever the pieces", arguments: [1, 2, 7, 1_000])
    func length(pieces: Int) throws {
        let text = "HTTP/1.1 201 Created\r\nX-A:  b \r\nContent-Length: 5\r\n\r\nhello"
        let (response, isComplete) = try parse(text, pieces: pieces)
        #expect(isComplete && response.status == 201 && response.body == Array("hello".utf8))
        #expect(response.headers.map(\.name) == ["X-A", "Content-Length"])
        #expect(response.headers[0].value == "b")
    }

    @Test("Response parser reads chunks with extensions and a trailer", arguments: [1, 3, 1_000])
    func chunks(pieces: Int) throws {
        let text =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n6\r\n world\r\n0\r\nX: y\r\n\r\n"
        let (response, isComplete) = try parse(text, pieces: pieces)
        #expect(isComplete && response.body == Array("hello world".utf8))
    }

    @Test("Response parser reads a body to the end of the connection")
    func untilEnd() throws {
        let text = "HTTP/1.0 200\n\nhello"
        #expect(try !parse(text).isComplete)
        #expect(try parse(text, ends: true).response.body == Array("hello".utf8))
    }

    @Test("Response parser skips interim responses, and a 204 has no body")
    func interim() throws {
        let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: a\r\n\r\n"
        let text = interim + "HTTP/1.1 204 No Content\r\n\r\n"
        let (response, isComplete) = try parse(text)
        #expect(isComplete && response.status == 204 && response.headers.isEmpty)
    }

    @Test("Response parser keeps 64 KiB of a body and is then complete")
    func cut() throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n"
        let text = head + String(repeating: "a", count: 70_000)
        let (response, isComplete) = try parse(text, pieces: 5_000)
        #expect(isComplete && response.isCut && response.body.count == ResponseParser.mostBodyBytes)
    }

    @Test(
        "Response parser refuses what is not HTTP",
        arguments: [
            "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 abc\r\n\r\n",
            "HTTP/1.1 99 X\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "HTTP/1.1 200 OK\r\n: empty\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
            "HTTP/1.1 101 Switching\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n",
            String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 9),
        ])
    func garbage(text: String) {
        #expect(throws: ExchangeFailure.self) { try parse(text) }
    }

    @Test("Response parser limits the head")
    func longHead() {
        let text = "HTTP/1.1 200 OK\r\nX: " + String(repeating: "a", count: ResponseParser.mostHeadBytes)
        #expect(throws: ExchangeFailure.notHTTP("its header is longer than 32768 bytes")) { try parse(text) }
    }

    @Test(
        "Response parser reports a connection that ends too early",
        arguments: ["", "HTTP/1.1 200", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell"])
    func early(text: String) {
        #expect(throws: ExchangeFailure.self) { try parse(text, ends: true) }
    }
}
