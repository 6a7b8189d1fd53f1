import HTTP
import Testing

@Suite("A request")
struct RequestTests {
    @Test("gives its fields by name in any case and all of them in order")
    func fields() throws {
        let text =
            "GET / HTTP/1.1\r\nHost: a\r\nX-Authing-Lang:\t zh-CN \r\nDATE: today\r\nx-authing-lang: en-US\r\n\r\n"
        try RequestParser.withRequest(Array(text.utf8)) { request in
            #expect(request.headers["x-authing-lang"]?.string == "zh-CN")
            #expect(request.headers["X-AUTHING-LANG"]?.string == "zh-CN")
            #expect(request.headers["x-authing-lan"] == nil)
            #expect(
                request.headers.map { $0.name.string } == [
                    "Host", "X-Authing-Lang", "DATE", "x-authing-lang",
                ])
            #expect(request.headers.map { $0.value.string } == ["a", "zh-CN", "today", "en-US"])
        }
    }

    @Test("does not tell a missing query from an empty one by accident")
    func query() throws {
        try RequestParser.withRequest(Array("GET /a HTTP/1.0\r\n\r\n".utf8)) { request in
            #expect(request.query == nil)
            #expect(request.version == .http10)
        }
        try RequestParser.withRequest(Array("GET /a? HTTP/1.0\r\n\r\n".utf8)) { request in
            #expect(request.query?.isEmpty == true)
        }
    }

    @Test("is nil while it is not whole")
    func incomplete() throws {
        let event: Void? = try RequestParser.withRequest(Array("GET / HTTP/1.0\r\n".utf8)) { _ in }
        #expect(event == nil)
    }

    @Test("throws the rule it breaks")
    func refusal() {
        #expect(throws: Refusal.missingHost) {
            try RequestParser.withRequest(Array("GET / HTTP/1.1\r\n\r\n".utf8)) { _ in }
        }
    }

    @Test("keeps each method under its own name", arguments: Method.allCases)
    func method(_ method: Method) throws {
        try RequestParser.withRequest(Array("\(method.rawValue) / HTTP/1.0\r\n\r\n".utf8)) { request in
            #expect(request.method == method)
        }
    }
}

@Suite("A view of bytes")
struct ByteViewTests {
    @Test("compares ASCII letters without regard to case and nothing else so")
    func ignoringCase() {
        #expect(ByteView("ConTent-Length").equals(ignoringCase: "content-length"))
        #expect(!ByteView("content_length").equals(ignoringCase: "content-length"))
        #expect(!ByteView("@").equals(ignoringCase: "`"))
        #expect(!ByteView("content-lengt").equals(ignoringCase: "content-length"))
        #expect(ByteView("Bearer x").hasPrefix(ignoringCase: "bearer "))
        #expect(!ByteView("Bear").hasPrefix(ignoringCase: "bearer "))
        #expect(!ByteView("GET").equals("get"))
    }

    @Test("trims only spaces and tabs")
    func trimmed() {
        #expect(ByteView(" \t a b\t ").trimmed.string == "a b")
        #expect(ByteView(" \t ").trimmed.isEmpty)
        #expect(ByteView("\u{A0}x\u{85}").trimmed.count == 5)
    }

    @Test(
        "refuses to be text when it is not UTF-8",
        arguments: [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE4]])
    func notText(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { #expect(ByteView($0).string == nil) }
    }
}
