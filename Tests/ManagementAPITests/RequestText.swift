import HTTP

/// A request as a client writes it.
struct RequestText: Sendable {
    var method = "GET"
    var target: String
    var headers: [(name: String, value: String)] = []
    var body = ""

    /// A call with a query.
    static func get(_ target: String, headers: [(name: String, value: String)] = []) -> RequestText {
        RequestText(target: target, headers: headers)
    }

    /// A call with a JSON body.
    static func post(
        _ target: String, _ body: String, headers: [(name: String, value: String)] = []
    ) -> RequestText {
        RequestText(
            method: "POST", target: target, headers: [("Content-Type", "application/json")] + headers,
            body: body)
    }

    /// The bytes of the request; the connection ends after the response.
    var bytes: [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        if method != "GET" || !body.isEmpty { head += "Content-Length: \(body.utf8.count)\r\n" }
        return Array("\(head)\r\n\(body)".utf8)
    }

    /// Parses the request and lends it to a test.
    func lend<Result>(_ use: (borrowing Request) throws -> Result) throws -> Result {
        let outcome = try RequestParser.withRequest(bytes) { (request) -> Swift.Result<Result, any Error> in
            do {
                return .success(try use(request))
            } catch {
                return .failure(error)
            }
        }
        guard let outcome else { throw Incomplete() }
        return try outcome.get()
    }

    /// The text is an incomplete request.
    struct Incomplete: Error {}
}
