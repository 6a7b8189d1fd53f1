import Bytes
import HTTP
import Testing

@Suite("The response writer")
struct ResponseWriterTests {
    static let kept = ResponseWriter.Terms(omitsBody: false, version: .http11, keepsConnection: true)

    @Test("The response writer writes status line, date, type, length and further fields")
    func plain() {
        let response = Response(
            status: 405, headers: [("Allow", "GET, HEAD"), ("X-Text", "ü\t")], body: [1, 2, 3])
        let (head, hasBody) = write(response)
        #expect(
            head == """
                HTTP/1.1 405 Method Not Allowed\r
                Date: Sun, 06 Nov 1994 08:49:37 GMT\r
                Content-Type: application/json; charset=utf-8\r
                Content-Length: 3\r
                Allow: GET, HEAD\r
                X-Text: ü\t\r
                \r

                """)
        #expect(hasBody)
    }

    @Test("The response writer states the length of a body that HEAD does not get")
    func head() {
        let terms = ResponseWriter.Terms(omitsBody: true, version: .http11, keepsConnection: true)
        let (head, hasBody) = write(Response(status: 200, body: [1, 2, 3]), terms)
        #expect(head.contains("Content-Length: 3\r\n"))
        #expect(head.contains("Content-Type: "))
        #expect(!hasBody)
    }

    @Test("The response writer leaves body and length out where the status has none", arguments: [204, 304])
    func bodiless(_ status: Int) {
        let (head, hasBody) = write(Response(status: status, body: [1]))
        #expect(!head.contains("Content-"))
        #expect(!hasBody)
    }

    @Test("The response writer announces that the connection closes, and to HTTP/1.0 that it stays open")
    func connection() {
        let closing = ResponseWriter.Terms(omitsBody: false, version: .http11, keepsConnection: false)
        let old = ResponseWriter.Terms(omitsBody: false, version: .http10, keepsConnection: true)
        #expect(write(Response(status: 200), closing).0.contains("\r\nConnection: close\r\n"))
        #expect(write(Response(status: 200), old).0.contains("\r\nConnection: keep-alive\r\n"))
        #expect(!write(Response(status: 200)).0.contains("Connection"))
    }

    @Test(
        "The response writer sends a bare 500 in place of a field that could split the response",
        arguments: ["a\r\nb", "a\n", "\0", "\u{7F}"])
    func splitting(_ value: String) {
        let (head, hasBody) = write(Response(status: 200, headers: [("Location", value)], body: [1]))
        #expect(head.hasPrefix("HTTP/1.1 500 Internal Server Error\r\n"))
        #expect(head.contains("Content-Length: 0\r\n"))
        #expect(!head.contains("Location"))
        #expect(!hasBody)
    }

    @Test(
        "The response writer sends a bare 500 in place of an invalid status",
        arguments: [0, 99, 101, 199, 600, -1])
    func status(_ status: Int) {
        #expect(write(Response(status: status, body: [1])).0.hasPrefix("HTTP/1.1 500 "))
    }

    @Test("The response writer leaves the reason out of a status it has no words for")
    func unknownStatus() {
        #expect(write(Response(status: 299)).0.hasPrefix("HTTP/1.1 299 \r\n"))
    }

    @Test("The response writer has a reason for every status a refusal may have", arguments: Refusal.allCases)
    func reason(_ refusal: Refusal) {
        #expect(!write(Response(status: refusal.status)).0.hasPrefix("HTTP/1.1 \(refusal.status) \r\n"))
    }

    @Test("The response writer writes the date of the second asked for")
    func date() {
        var writer = ResponseWriter()
        for second in [Int64(0), 0, 1] {
            var output = ByteBuffer()
            _ = writer.writeHead(of: Response(status: 200), terms: Self.kept, now: second, into: &output)
            #expect(text(output).contains("Date: Thu, 01 Jan 1970 00:00:0\(second) GMT\r\n"))
        }
    }

    private func write(_ response: Response, _ terms: ResponseWriter.Terms = kept) -> (String, Bool) {
        var writer = ResponseWriter()
        var output = ByteBuffer()
        let hasBody = writer.writeHead(of: response, terms: terms, now: 784_111_777, into: &output)
        return (text(output), hasBody)
    }

    private func text(_ buffer: borrowing ByteBuffer) -> String {
        String(decoding: buffer.bytes, as: UTF8.self)
    }
}

@Suite("A byte buffer")
struct ByteBufferTests {
    @Test("A byte buffer returns bytes in their order, with any removals in between")
    func order() {
        var buffer = ByteBuffer()
        var expected: [UInt8] = []
        for step in 0..<2000 {
            let bytes = (0..<step % 37).map { UInt8(truncatingIfNeeded: $0 + step) }
            bytes.withUnsafeBytes { buffer.append($0) }
            expected += bytes
            let taken = min(step % 31, expected.count)
            buffer.removeFirst(taken)
            expected.removeFirst(taken)
            let count = buffer.count
            #expect(count == expected.count)
        }
        #expect(Array(buffer.bytes) == expected)
        buffer.truncate(to: 1)
        #expect(Array(buffer.bytes) == Array(expected.prefix(1)))
        buffer.removeAll()
        let isEmpty = buffer.isEmpty
        #expect(isEmpty)
    }

    @Test(
        "A byte buffer writes numbers in decimal",
        arguments: [0, 9, 10, 99, 100, 12345, 999_999_999_999_999_999, Int.max])
    func decimal(_ value: Int) {
        var buffer = ByteBuffer()
        buffer.append(decimal: value)
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == "\(value)")
    }
}
