import HTTP
import Testing

@testable import ManagementAPI

/// The text to sign, written out by hand.
@Suite("String to sign")
struct StringToSignTests {
    private static let declaration = OperationDeclaration(
        .get, "get-group", fields: [Field.text("code"), Field.flag("withCustomData")])

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
            let found = text.contains {
                texts.append(String(decoding: $0, as: UTF8.self))
                return false
            }
            #expect(!found)
            return texts
        }
    }

    @Test("is the method, the header lines sorted by name, and the resource")
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

    @Test("ends with the resource that each client writes", arguments: SignatureVector.all)
    func resource(vector: SignatureVector) throws {
        let text = try forLog(vector.request)
        #expect(text.hasSuffix("\n" + vector.resource) == vector.isFirstResource)
    }

    @Test("covers no header of another name")
    func otherHeaders() throws {
        let headers = [
            ("Authorization", "authing KEY:x"), ("x-request-id", "1"), ("x-authin-g", "1"), ("Date-Of", "1"),
            ("x-authing-empty", ""),
        ]
        #expect(try forLog(.get("/a", headers: headers)) == "GET\nx-authing-empty:\n/a")
    }

    @Test("keeps nested text exactly as received, blanks included, and takes the last of two members")
    func nested() throws {
        let body = #"{ "b" : { "z": 1 , "a":[ ] } , "a": 1, "a" : 1.50 }"#
        #expect(try forLog(.post("/p", body)) == #"POST\#n/p?a=1.50&b={ "z": 1 , "a":[ ] }"#)
    }

    @Test(
        "leaves values of fields with secrets out of the log",
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

    @Test("tries every set of a GET's absent fields as null, after the plain text")
    func absent() throws {
        let texts = try candidates(.get("/g"), Self.declaration)
        #expect(
            texts == [
                "GET\n/g", "GET\n/g?", "GET\n/g?code=null", "GET\n/g?withCustomData=null",
                "GET\n/g?code=null&withCustomData=null",
            ])
        #expect(try candidates(.post("/g", "{}"), Self.declaration) == ["POST\n/g", "POST\n/g?"])
    }

    @Test("tries no more absent fields than a server can bear")
    func manyAbsent() throws {
        let fields = (0..<9).map { Field.flag("f\($0)") }
        let texts = try candidates(.get("/g"), OperationDeclaration(.get, "g", fields: fields))
        #expect(texts == ["GET\n/g", "GET\n/g?"])
    }
}
