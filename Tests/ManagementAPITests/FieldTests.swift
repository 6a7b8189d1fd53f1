import JSON
import Testing

@testable import Contract
@testable import ManagementAPI

/// The types of fields, read from JSON and from the many spellings that clients give a query (auth.md, "How GET
/// parameters look on the wire").
@Suite("Fields")
struct FieldTests {
    private enum Colour: String, CaseIterable, Sendable { case red, green }

    private func json(_ text: String) throws -> FieldSource {
        .json(try Document(parsing: Array(text.utf8)).root)
    }

    private func read<Content>(_ field: Field<Content>, _ source: FieldSource?) -> Content? {
        let (value, isValid) = field.read(source)
        return isValid ? value : nil
    }

    @Test("A field accepts a string of JSON with its escapes resolved")
    func text() throws {
        let field = Field.text("f", length: 1...3)
        #expect(read(field, try json(#""\u4e2d""#)) == "中")
        #expect(read(field, .query(["a b"])) == "a b")
    }

    @Test("A field counts a string's length in characters, not bytes", arguments: ["中中中", "abc", "😀😀😀"])
    func textLength(text: String) throws {
        let field = Field.text("f", length: 1...3)
        #expect(read(field, try json("\"\(text)\"")) == text)
        #expect(read(field, try json("\"\(text)x\"")) == nil)
        #expect(read(field, .query([text + "x"])) == nil)
    }

    @Test("A string field refuses other values", arguments: ["1", "true", "[]", #"["a"]"#, "{}", #""""#])
    func notText(json text: String) throws {
        #expect(read(.text("f"), try json(text)) == nil)
    }

    @Test("A string field refuses a parameter that occurs twice, or is empty")
    func notTextInQuery() {
        #expect(read(.text("f"), .query(["a", "b"])) == nil)
        #expect(read(.text("f"), .query([""])) == nil)
    }

    @Test("A field gives an absent field its default, and refuses it when it is required")
    func absent() {
        #expect(read(.text("f"), nil) == nil)
        #expect(read(.texts("f", count: 0...1), nil) == nil)
        #expect(read(.optionalText("f"), nil) == .some(nil))
        #expect(read(.flag("f"), nil) == false)
        #expect(read(.optionalFlag("f"), nil) == .some(nil))
        #expect(read(Field<Int>.limit, nil) == 10)
        #expect(read(Field<Int>.page, nil) == 1)
        #expect(read(.choice("f", default: Colour.green), nil) == .green)
    }

    @Test("A declaration says which fields are required")
    func required() {
        #expect(Field.text("f").isRequired)
        #expect(Field.texts("f", count: 0...1).isRequired)
        #expect(!Field.optionalText("f").isRequired)
        #expect(!Field.flag("f").isRequired)
        #expect(!Field<Int>.page.isRequired)
    }

    @Test(
        "A field reads a list of JSON",
        arguments: [(#"["a","b"]"#, ["a", "b"]), ("[]", []), (#"["a b"]"#, ["a b"]), (#"["中"]"#, ["中"])])
    func list(json text: String, expected: [String]) throws {
        #expect(read(.texts("f", count: 0...2), try json(text)) == expected)
    }

    @Test(
        "A list field refuses anything but non-empty strings",
        arguments: [#""a""#, "{}", "1", "[1]", "[null]", #"["a",""]"#, #"["a",["b"]]"#, #"["a","b","c"]"#])
    func notList(json text: String) throws {
        #expect(read(.texts("f", count: 0...2), try json(text)) == nil)
    }

    @Test(
        "A field reads a list of a query as Go, Java, Python, C# and JSON write it",
        arguments: [
            (["[a b]"], ["a", "b"]), (["[a, b]"], ["a", "b"]), (["[a]"], ["a"]), (["[]"], []), (["[ ]"], []),
            (["a", "b"], ["a", "b"]), (["a"], ["a"]), (["a,b"], ["a", "b"]), (["a, b"], ["a", "b"]),
            ([#"["a","b"]"#], ["a", "b"]), ([#"[ "a" , "b" ]"#], ["a", "b"]),
            ([#"["a,b","c d"]"#], ["a,b", "c d"]),
            ([#"["\u0061\"["]"#], ["a\"["]), (["[1, 2]"], ["1", "2"]), (["[a b, c]"], ["a b", "c"]),
            (["a,b", "c"], ["a,b", "c"]), (["[a]", "b"], ["a", "b"]), (["a b"], ["a b"]),
        ])
    func listInQuery(values: [String], expected: [String]) {
        #expect(read(.texts("f", count: 0...2), .query(values)) == expected)
    }

    @Test(
        "A field keeps commas in lists that the caller writes with brackets after the name",
        arguments: [
            (["a,b"], ["a,b"]), (["a,b", "c"], ["a,b", "c"]), ([#"["a","b"]"#], ["a", "b"]),
            (["[a b]"], ["a", "b"]),
        ])
    func elementsInQuery(values: [String], expected: [String]) {
        #expect(read(.texts("f", count: 0...2), .query(values, areElements: true)) == expected)
    }

    @Test(
        "A field refuses a list of a query that is in no known form, or has an empty element",
        arguments: [
            [#"["a","b""#], [#"["a" "b"]"#], [#"["a",1]"#], [#"["a",null]"#], [#"["a",]"#], [#"["a"]]"#],
            [#"[["a"]]"#], [#"{"0":"a"}"#], [#"[{"id":"a"}]"#], [#""a","b""#], [#""a""#], ["[a"], ["a]"],
            ["[a,"],
            ["["], ["a,"], [",a"], ["a,,b"], [","], [""], ["a", ""], ["[a  b]"], ["[a, , b]"], [#"["a",""]"#],
            ["a", #"["b""#], ["{a}", "b"], ["a,b,c"], [#"["a","b","c"]"#],
        ])
    func notListInQuery(values: [String]) {
        #expect(read(.texts("f", count: 0...2), .query(values)) == nil)
        if values != ["a,b,c"], !values[0].hasPrefix("a,"), !values[0].hasPrefix(","),
            values[0] != #""a","b""#
        {
            #expect(read(.texts("f", count: 0...2), .query(values, areElements: true)) == nil)
        }
    }

    @Test(
        "A field reads a boolean of a query as Python, PHP and the others write it",
        arguments: [
            ("true", true), ("True", true), ("1", true), ("false", false), ("False", false), ("0", false),
            ("", false),
        ])
    func flagInQuery(text: String, expected: Bool) {
        #expect(read(.flag("f"), .query([text])) == expected)
        #expect(read(.optionalFlag("f"), .query([text])) == .some(expected))
    }

    @Test(
        "A boolean field of a query refuses other values",
        arguments: [["yes"], ["TRUE"], ["2"], ["true", "true"]])
    func notFlagInQuery(values: [String]) {
        #expect(read(.flag("f"), .query(values)) == nil)
    }

    @Test("A boolean field of a body refuses other values", arguments: [#""true""#, "1", "0", "[]", "{}"])
    func notFlag(json text: String) throws {
        #expect(read(.flag("f"), try json(text)) == nil)
        #expect(read(.optionalFlag("f"), try json(text)) == nil)
    }

    @Test("A field reads a whole number by its value", arguments: ["7", "7.0", "0.7e1", "700e-2", "7.0E+0"])
    func number(text: String) throws {
        let field = Field.number("f", in: 1...9, default: 1)
        #expect(read(field, try json(text)) == 7)
        #expect(read(field, .query([text])) == 7)
    }

    @Test(
        "A number field of a body refuses other values",
        arguments: ["0", "10", "7.5", "1e400", "99999999999999999999", "-7"])
    func notNumber(text: String) throws {
        let field = Field.number("f", in: 1...9, default: 1)
        #expect(read(field, try json(text)) == nil)
        #expect(read(field, .query([text])) == nil)
    }

    @Test(
        "A number field of a query refuses other values",
        arguments: [["+7"], [""], ["seven"], ["７"], ["7", "7"], ["[7]"]])
    func notNumberInQuery(values: [String]) {
        #expect(read(Field.number("f", in: 1...9, default: 1), .query(values)) == nil)
    }

    @Test("A field refuses a number that JSON writes as a string")
    func numberAsText() throws {
        #expect(read(Field.number("f", in: 1...9, default: 1), try json(#""7""#)) == nil)
    }

    @Test(
        "A field limits pages to 1 and more, and their length to 50",
        arguments: [(0, false), (1, true), (50, true), (51, false)])
    func limits(number: Int, isValid: Bool) throws {
        #expect((read(Field<Int>.limit, try json("\(number)")) != nil) == isValid)
        #expect((read(Field<Int>.page, try json("\(number)")) != nil) == (number > 0))
    }

    @Test("A field accepts one of a few strings in their exact spelling")
    func choice() throws {
        let field = Field.choice("f", default: Colour.green)
        #expect(read(field, try json(#""red""#)) == .red)
        #expect(read(field, .query(["red"])) == .red)
        for text in [#""Red""#, #""""#, "1", #"["red"]"#] { #expect(read(field, try json(text)) == nil) }
        #expect(read(field, .query(["red", "red"])) == nil)
        guard case .choice(let known) = field.type else {
            Issue.record("no choice: \(field.type)")
            return
        }
        #expect(known == ["red", "green"])
    }
}
