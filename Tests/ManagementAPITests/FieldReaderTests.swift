import HTTP
import Testing

@testable import Contract
@testable import ManagementAPI

/// One reply names all invalid fields.
@Suite("Field reader")
struct FieldReaderTests {
    private static let name = Field.text("name")
    private static let tags = Field.texts("tags", count: 1...2)
    private static let on = Field.flag("on")
    private static let get = OperationDeclaration(.get, "try", fields: [name, tags, on])
    private static let post = OperationDeclaration(.post, "try", fields: [name, tags, on])

    /// Reads the fields in another order than that of their declaration.
    private func read(
        _ request: RequestText, then use: (inout FieldReader) -> Void = { _ in }
    ) throws -> (name: String, tags: [String], on: Bool) {
        let declaration = request.method == "GET" ? Self.get : Self.post
        return try request.lend { request in
            var reader = FieldReader(try RequestParameters(of: request), fields: declaration.fields)
            let on = reader.read(Self.on)
            let tags = reader.read(Self.tags)
            let name = reader.read(Self.name)
            use(&reader)
            try reader.finish(path: declaration.path)
            return (name, tags, on)
        }
    }

    @Test("The field reader reads all fields of a body")
    func body() throws {
        let fields = try read(.post("/api/v3/try", #"{"tags":["a"],"on":true,"name":"n"}"#))
        #expect(fields == ("n", ["a"], true))
    }

    @Test("The field reader treats null as absent")
    func null() throws {
        let fields = try read(.post("/api/v3/try", #"{"tags":["a"],"on":null,"name":"n"}"#))
        #expect(!fields.on)
        #expect(throws: APIError.invalidParameters(["tags"])) {
            try read(.post("/api/v3/try", #"{"tags":null,"name":"n"}"#))
        }
    }

    @Test(
        "The field reader reads a list of a query in every spelling",
        arguments: [
            "tags=a&tags=b", "tags[]=a&tags[]=b", "tags%5B%5D=a&tags%5B%5D=b", "tags=[a+b]",
            "tags=%5Ba,%20b%5D", "tags=a,b", "tags=a%2Cb", "tags=a,+b", "tags=%5B%22a%22%2C%22b%22%5D",
            "tags[0]=a&tags[1]=b", "tags%5B0%5D=a&tags%5B1%5D=b", "tags[]=a&tags=b",
        ])
    func lists(query: String) throws {
        let fields = try read(.get("/api/v3/try?name=n&on=True&\(query)"))
        #expect(fields == ("n", ["a", "b"], true))
    }

    @Test("The field reader reads an empty array as an object without members, as PHP writes one")
    func emptyArrays() throws {
        let any = Field<String?>.optionalObject("any")
        try RequestText.post("/api/v3/try", #"{"inside":[],"any":[]}"#).lend { request in
            var reader = FieldReader(try RequestParameters(of: request), fields: [any])
            #expect(reader.read(any) == "{}")
            #expect(!reader.readObject("inside", as: Inside.self).on)
            try reader.finish(path: "/api/v3/try")
        }
    }

    private struct Inside: NestedObject {
        static let fields: [any FieldDeclaration] = [FieldReaderTests.on]
        let on: Bool
        init(from fields: inout FieldReader) { on = fields.read(FieldReaderTests.on) }
    }

    @Test("The field reader names each invalid field once, in the order of the declaration")
    func order() {
        #expect(throws: APIError.invalidParameters(["name", "tags", "on"])) {
            try read(.post("/api/v3/try", #"{"on":1,"tags":[],"name":""}"#))
        }
        #expect(throws: APIError.invalidParameters(["name", "on"])) {
            try read(.get("/api/v3/try?tags=a&on=maybe"))
        }
    }

    @Test("The field reader names invalid fields in Chinese as recorded, and in English otherwise")
    func texts() {
        let message = APIError.invalidParameters(["name", "tags"]).message
        #expect(message.text(in: .simplifiedChinese) == "参数 name, tags 格式错误")
        for language in [Language.english, .traditionalChinese, .japanese] {
            #expect(message.text(in: language) == "Invalid parameter format: name, tags")
        }
    }

    @Test("The field reader reads the fields among very many other members the same way")
    func many() throws {
        let others = (0..<1_000).map { "\"other\($0)\":\($0)," }.joined()
        let fields = try read(
            .post("/api/v3/try", "{\"name\":1,\(others)\"t\\u0061gs\":[\"a\"],\"on\":null,\"name\":\"n\"}"))
        #expect(fields == ("n", ["a"], false))
        #expect(throws: APIError.invalidParameters(["name", "tags"])) {
            try read(.post("/api/v3/try", "{\(others)\"name\":null,\"TAGS\":[\"a\"]}"))
        }
    }

    @Test("The field reader uses the last of two members of the same name")
    func duplicates() throws {
        let fields = try read(.post("/api/v3/try", #"{"name":1,"tags":["a"],"name":"n"}"#))
        #expect(fields.name == "n")
    }

    @Test("The field reader refuses fields that are valid one by one but not together, in the same message")
    func together() {
        #expect(throws: APIError.invalidParameters(["name", "tags"])) {
            try read(.post("/api/v3/try", #"{"name":"n"}"#)) { $0.refuse([Self.name]) }
        }
    }

    @Test("The field reader answers 501 for a value that is not emulated, unless a field is invalid")
    func notEmulated() {
        #expect(throws: APIError.notEmulated(field: "on", of: "/api/v3/try")) {
            try read(.post("/api/v3/try", #"{"name":"n","tags":["a"],"on":true}"#)) {
                $0.refuseNotEmulated(Self.on)
                $0.refuseNotEmulated(Self.name)
            }
        }
        #expect(throws: APIError.invalidParameters(["tags"])) {
            try read(.post("/api/v3/try", #"{"name":"n","on":true}"#)) { $0.refuseNotEmulated(Self.on) }
        }
    }
}
