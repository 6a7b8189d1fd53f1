import HTTP
import Testing

@testable import Contract
@testable import ManagementAPI

/// The text to sign, written out by hand.
@Suite("String to sign")
struct StringToSignTests {
    private static let declaration = OperationDeclaration(
        .get, "get-group", fields: [Field.text("code"), Field.flag("withCustomData")])
    private let path = "/api/v3/get-group"

    /// The text as the log shows it.
    private func forLog(_ request: RequestText) throws -> String {
        try request.lend { request in
            StringToSign(
                request, parameters: try RequestParameters(of: request), declaration: Self.declaration
            ).forLog
        }
    }

    /// All candidates.
    private func candidates(_ request: RequestText, _ declaration: OperationDeclaration) throws -> [String] {
        try request.lend { request in
            var texts: [String] = []
            let text = StringToSign(
                request, parameters: try RequestParameters(of: request), declaration: declaration)
            let found = text.headers(among: text.headers) {
                texts.append(String(decoding: $0, as: UTF8.self))
                return false
            }
            #expect(found == nil)
            return texts
        }
    }

    @Test("The string to sign is the method, the header lines sorted by name, and the resource")
    func whole() throws {
        #expect(
            try forLog(SignatureVector.all[0].request) == """
                POST
                date:Mon, 06 May 2024 07:08:09 GMT
                x-authing-lang:zh-CN
                x-authing-sdk-version:authing-node-sdk:4.0.2
                x-authing-signature-method:HMAC-SHA1
                x-authing-signature-nonce:0123456789abcdef0123456789abcdef
                x-authing-signature-version:1.0
                /api/v3/add-group-members?code=developer&userIds=["6229ffa","623c20b"]
                """)
    }

    @Test("The string to sign ends with the resource that each client writes", arguments: SignatureVector.all)
    func resource(vector: SignatureVector) throws {
        let text = try forLog(vector.request)
        #expect(text.hasSuffix("\n" + vector.resource) == vector.isFirstResource)
    }

    @Test("The string to sign covers no header of another name")
    func otherHeaders() throws {
        let headers = [
            ("Authorization", "authing KEY:x"), ("x-request-id", "1"), ("x-authin-g", "1"), ("Date-Of", "1"),
            ("x-authing-empty", ""),
        ]
        #expect(try forLog(.get("/a", headers: headers)) == "GET\nx-authing-empty:\n/a")
    }

    @Test(
        "The string to sign keeps nested text exactly as received, blanks included, and takes the last of two members"
    )
    func nested() throws {
        let body = #"{ "b" : { "z": 1 , "a":[ ] } , "a": 1, "a" : 1.50 }"#
        #expect(try forLog(.post("/p", body)) == #"POST\#n/p?a=1.50&b={ "z": 1 , "a":[ ] }"#)
    }

    @Test(
        "The string to sign is logged without the values of secret fields",
        arguments: [
            (#"{"password":"hunter2"}"#, "password"), (#"{"newPassword":"hunter2"}"#, "newPassword"),
            (#"{"list":[{"password":"hunter2"}]}"#, "list"),
            (#"{"options":{"otp":{"secret":"hunter2"}}}"#, "options"),
            (#"{"accessKeySecret":"hunter2"}"#, "accessKeySecret"), (#"{"passCode":"hunter2"}"#, "passCode"),
            (#"{"salt":"hunter2"}"#, "salt"), (#"{"recoveryCode":"hunter2"}"#, "recoveryCode"),
        ])
    func secrets(body: String, name: String) throws {
        #expect(try forLog(.post("/p", body)) == "POST\n/p?\(name)=(left out)")
    }

    @Test("The string to sign tries every set of a GET's absent fields as null, after the plain text")
    func absent() throws {
        let texts = try candidates(.get(path), Self.declaration)
        #expect(
            texts == [
                "GET\n\(path)", "GET\n\(path)?", "GET\n\(path)?withCustomData=null", "GET\n\(path)?code=null",
                "GET\n\(path)?code=null&withCustomData=null",
            ])
        #expect(try candidates(.post(path, "{}"), Self.declaration) == ["POST\n\(path)", "POST\n\(path)?"])
    }

    @Test("The string to sign tries one or two of many absent fields as null, and all of them")
    func manyAbsent() throws {
        let fields = (0..<9).map { Field.flag("f\($0)") }
        let declaration = OperationDeclaration(.get, "g", fields: fields)
        let texts = Set(try candidates(.get("/api/v3/g"), declaration))
        let names = fields.map(\.name)
        let pairs = names.flatMap { first in
            names.filter { first < $0 }.map { "?\(first)=null&\($0)=null" }
        }
        let all = "?" + names.map { "\($0)=null" }.joined(separator: "&")
        let resources = ["", "?", all] + names.map { "?\($0)=null" } + pairs
        #expect(texts == Set(resources.map { "GET\n/api/v3/g\($0)" }))
    }

    @Test("The string to sign tries an absent list as empty too")
    func absentList() throws {
        let declaration = OperationDeclaration(
            .get, "g", fields: [Field.texts("b", count: 0...1), Field.flag("a")])
        let texts = Set(try candidates(.get("/api/v3/g?c=1"), declaration))
        let resources = ["", "b=[]&", "b=null&", "a=null&", "a=null&b=[]&", "a=null&b=null&"]
        #expect(texts == Set(resources.map { "GET\n/api/v3/g?\($0)c=1" }))
    }

    @Test(
        "The string to sign is tried with the path as sent and without its extra slashes",
        arguments: [
            ("/api/v3/g", ["/api/v3/g"]), ("/api/v3/g/", ["/api/v3/g/", "/api/v3/g"]),
            ("///api/v3/g", ["///api/v3/g", "/api/v3/g"]),
            ("//api/v3/g//", ["//api/v3/g//", "/api/v3/g//", "/api/v3/g"]),
            ("/api//v3/g", ["/api//v3/g", "/api/v3/g"]),
        ])
    func paths(sent: String, expected: [String]) throws {
        let declaration = OperationDeclaration(.get, "g", fields: [])
        let texts = try candidates(.get(sent + "?c=1"), declaration)
        #expect(texts == expected.map { "GET\n\($0)?c=1" })
    }
}
