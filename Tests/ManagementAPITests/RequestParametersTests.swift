import HTTP
import JSON
import Testing

@testable import Contract
@testable import ManagementAPI

/// Where the parameters of a request come from, and what is no parameters at all.
@Suite("Request parameters")
struct RequestParametersTests {
    private static let declaration = OperationDeclaration(
        .post, "try", fields: [Field.text("known"), Field.texts("list", count: 0...9)])

    private func read(_ request: RequestText) throws -> RequestParameters {
        try request.lend { try RequestParameters(of: $0) }
    }

    private func refusal(of request: RequestText) -> APIError? {
        do {
            _ = try read(request)
            return nil
        } catch {
            return error as? APIError
        }
    }

    private func post(_ body: String, type: String?) -> RequestText {
        RequestText(
            method: "POST", target: "/api/v3/try", headers: type.map { [("Content-Type", $0)] } ?? [],
            body: body)
    }

    @Test(
        "The parameter reader accepts each content type of JSON",
        arguments: [
            "application/json", "APPLICATION/JSON", "application/json; charset=utf-8", "application/json ;x",
            "application/vnd.api+json", "application/problem+JSON; a=b", nil,
        ])
    func isJSON(type: String?) throws {
        #expect(try read(post(#"{"known":"k"}"#, type: type)).source(of: "known")?.text == "k")
    }

    @Test(
        "The parameter reader refuses with HTTP 415 what is not JSON",
        arguments: [
            "application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=b", "",
            "application/jsonp", "text/json2", "json", "+json", "application/xml; json",
        ])
    func isNotJSON(type: String) {
        let error = refusal(of: post(#"{"known":"k"}"#, type: type))
        #expect(error?.statusCode == 415 && error?.httpStatus == 415)
    }

    @Test(
        "The parameter reader refuses with HTTP 400 a body that is no JSON object",
        arguments: [
            " ", "{", #"{"a":1}}"#, "{'a':1}", #"{"a":1,}"#, "nul", "nulls", "Null", "[1]", "[[]]", "1",
            #""text""#,
            "true",
            "null null", String(repeating: " ", count: 100),
            String(repeating: #"{"a":"#, count: 129) + "1" + String(repeating: "}", count: 129),
        ])
    func notObject(body: String) {
        let error = refusal(of: post(body, type: "application/json"))
        #expect(error?.statusCode == 400 && error?.httpStatus == 400)
        #expect(error?.message.text(in: .simplifiedChinese).hasPrefix("((the body is not") == true)
    }

    @Test(
        "The parameter reader treats an empty body as no parameters, whatever its content type",
        arguments: ["", "null", " null", "\r\n\tnull\n", "[]", " []\n"],
        ["application/json", "application/x-www-form-urlencoded", "text/plain", nil])
    func nothing(body: String, type: String?) throws {
        guard case .none = try read(post(body, type: type)) else {
            Issue.record("the body says something")
            return
        }
    }

    @Test("The parameter reader does not read a body's query")
    func queryOfPost() throws {
        var request = post("{}", type: "application/json")
        request.target += "?known=k"
        #expect(try read(request).source(of: "known") == nil)
    }

    @Test("The parameter reader reads only the query of a GET")
    func query() throws {
        var request = RequestText.get("/api/v3/try?known=a+b%20c&list[]=1&other&list[]=2")
        request.body = #"{"known":"body"}"#
        let parameters = try read(request)
        #expect(parameters.source(of: "known")?.text == "a b c")
        #expect(parameters.source(of: "list")?.texts == ["1", "2"])
        #expect(parameters.source(of: "other")?.text == "")
        #expect(parameters.source(of: "body") == nil)
    }

    @Test(
        "The parameter reader finds nothing in a GET without a query",
        arguments: ["/api/v3/try", "/api/v3/try?", "/api/v3/try?&&"])
    func noQuery(target: String) throws {
        #expect(try read(.get(target)).source(of: "known") == nil)
    }

    @Test(
        "The parameter reader refuses with HTTP 400 a query that cannot be read",
        arguments: [
            "known=%FF", "known=%00", "%C3=1", Array(repeating: "a=1", count: 1_001).joined(separator: "&"),
        ])
    func badQuery(query: String) {
        let error = refusal(of: .get("/api/v3/try?\(query)"))
        #expect(error?.statusCode == 400 && error?.httpStatus == 400)
    }

    @Test("The parameter reader reports the names that a declaration does not have")
    func unknownNames() throws {
        let body = try read(post(#"{"known":1,"odd":1,"li\u0073t":[],"Known":2}"#, type: nil))
        #expect(body.names(unknownTo: Self.declaration) == ["odd", "Known"])
        #expect(body.names(unknownTo: Self.declaration, limit: 1) == ["odd"])
        let query = try read(.get("/api/v3/try?known=1&odd[]=1&list[]=2"))
        #expect(query.names(unknownTo: Self.declaration) == ["odd"])
        #expect(try read(.get("/api/v3/try")).names(unknownTo: Self.declaration).isEmpty)
        let lists = try read(
            .get("/api/v3/try?list[0]=1&list[17]=1&odd[0]=1&list[a]=1&list[0][]=1&[]=1&]=1&list]=1"))
        #expect(
            lists.names(unknownTo: Self.declaration) == ["odd", "list[a]", "list[0]", "", "]", "list]"])
    }

    @Test("The parameter reader distinguishes names that only Swift compares as equal")
    func canonicalNames() throws {
        let declaration = OperationDeclaration(.get, "try", fields: [Field.flag("K")])
        let query = try read(.get("/api/v3/try?%E2%84%AA=1&%E2%84%AA[]=1"))
        #expect(query.source(of: "K") == nil)
        #expect(query.names(unknownTo: declaration).count == 2)
    }

    @Test("The parameter reader treats null as absent, and a name without an equal sign as empty")
    func absent() throws {
        #expect(try read(post(#"{"known":null}"#, type: nil)).source(of: "known") == nil)
        #expect(try read(.get("/api/v3/try?known")).source(of: "known")?.text == "")
    }
}
