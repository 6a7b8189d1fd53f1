import JSON
import Testing

@Suite("Values")
struct ValueTests {
    @Test(
        "JSON values know their kind",
        arguments: [
            ("null", Kind.null), ("true", .bool), ("false", .bool), ("-1.5", .number), (#""""#, .string),
            ("[]", .array), ("{}", .object),
        ])
    func kinds(text: String, kind: Kind) throws {
        let root = try Document(text).root
        #expect(root.kind == kind)
        #expect(root.isNull == (kind == .null))
    }

    @Test(
        "JSON values return nil for other kinds",
        arguments: ["null", "true", "7", #""7""#, "[7]", #"{"7":7}"#])
    func mismatches(text: String) throws {
        let root = try Document(text).root
        #expect((root.bool != nil) == (root.kind == .bool))
        #expect((root.string != nil) == (root.kind == .string))
        #expect((root.int64 != nil) == (root.kind == .number))
        #expect((root.double != nil) == (root.kind == .number))
        #expect((root["7"] != nil) == (root.kind == .object))
        #expect(Array(root.elements).isEmpty == (root.kind != .array))
        #expect(Array(root.members).isEmpty == (root.kind != .object))
        #expect(root.isString(equalTo: "7") == (root.kind == .string))
    }

    @Test("JSON values distinguish true from false")
    func bools() throws {
        #expect(try Document("true").root.bool == true)
        #expect(try Document("false").root.bool == false)
    }

    @Test("JSON values keep the exact text they were received as")
    func text() throws {
        let document = try Document(#" { "a" : [ 1.0, {"b" : "\u0041\/" } ] , "c":"开" } "#)
        let root = document.root
        func text(_ value: Value?) -> String? { value.map { String(decoding: $0.text, as: UTF8.self) } }
        #expect(text(root) == #"{ "a" : [ 1.0, {"b" : "\u0041\/" } ] , "c":"开" }"#)
        #expect(text(root["a"]) == #"[ 1.0, {"b" : "\u0041\/" } ]"#)
        #expect(text(root["a"]?.elements.first { $0.kind == .number }) == "1.0")
        #expect(text(root["a"]?.elements.first { $0.kind == .object }?["b"]) == #""\u0041\/""#)
        #expect(text(root["c"]) == #""开""#)
        #expect(root["a"]?.offset == 9)
    }

    @Test("JSON values lend the same text without a copy")
    func lentText() throws {
        let root = try Document(#"[12,"ab"]"#).root
        for value in root.elements {
            #expect(value.withText { Array($0) } == Array(value.text))
        }
        #expect(root.withText { $0.count } == 9)
    }

    @Test("JSON values pass on what a closure over their text throws")
    func throwingClosure() throws {
        struct Refusal: Error {}
        let root = try Document("1").root
        #expect(throws: Refusal.self) { try root.withText { _ in throw Refusal() } }
    }

    @Test("JSON values outlive the document they come from")
    func lifetime() throws {
        func inner() throws -> Value? { try Document(#"{"a":["kept"]}"#).root["a"] }
        #expect(try inner()?.elements.map(\.string) == ["kept"])
    }
}
