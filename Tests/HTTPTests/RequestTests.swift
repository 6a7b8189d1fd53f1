import Bytes
import HTTP
import Testing

@Suite("A request")
struct RequestTests {
    @Test("A parsed request gives its fields by name in any case and all of them in order")
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

    @Test("A parsed request distinguishes a missing query from an empty one")
    func query() throws {
        try RequestParser.withRequest(Array("GET /a HTTP/1.0\r\n\r\n".utf8)) { request in
            #expect(request.query == nil)
            #expect(request.version == .http10)
        }
        try RequestParser.withRequest(Array("GET /a? HTTP/1.0\r\n\r\n".utf8)) { request in
            #expect(request.query?.isEmpty == true)
        }
    }

    @Test("A parsed request is nil while the message is incomplete")
    func incomplete() throws {
        let event: Void? = try RequestParser.withRequest(Array("GET / HTTP/1.0\r\n".utf8)) { _ in }
        #expect(event == nil)
    }

    @Test("A parsed request throws the rule it breaks")
    func refusal() {
        #expect(throws: Refusal.missingHost) {
            try RequestParser.withRequest(Array("GET / HTTP/1.1\r\n\r\n".utf8)) { _ in }
        }
    }

    @Test("A parsed request keeps each method under its own name", arguments: Method.allCases)
    func method(_ method: Method) throws {
        try RequestParser.withRequest(Array("\(method.rawValue) / HTTP/1.0\r\n\r\n".utf8)) { request in
            #expect(request.method == method)
        }
    }
}
