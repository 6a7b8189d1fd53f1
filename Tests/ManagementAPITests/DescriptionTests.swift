import JSON
import Testing

@testable import Contract
@testable import ManagementAPI

/// The OpenAPI document, which is generated from the contract, beside the declarations that requests are read by.
@Suite("Description")
struct DescriptionTests {
    private enum Color: String, CaseIterable, Sendable {
        case red, green
    }

    private static let entries = EmulatedOperations.ofTests.all

    /// The description of an operation.
    private static func described(_ entry: OperationEntry, in root: Value) -> Value? {
        root["paths"]?[entry.declaration.path]?[entry.method.rawValue.lowercased()]
    }

    /// All descriptions of operations, in their order.
    private static var operations: [Value] {
        OpenAPIDocument.root["paths"]?.members.flatMap { $0.value.members.map(\.value) } ?? []
    }

    @Test("The OpenAPI description lists each emulated operation once, domain by domain")
    func operations() {
        let ids = Self.operations.compactMap { $0["operationId"]?.string }
        #expect(ids.count == Self.entries.count)
        #expect(Set(ids).count == ids.count)
        let domains = EmulatedOperations.ofTests.domains.filter { !$0.operations.isEmpty }
        let tags = Self.operations.compactMap { $0["tags"]?.elements.first { _ in true }?.string }
        #expect(tags == domains.flatMap { name, operations in operations.map { _ in name } })
        let listed = OpenAPIDocument.root["tags"]?.elements.compactMap { $0["name"]?.string }
        #expect(listed == domains.map(\.name))
    }

    @Test("Only get-management-token needs no user pool")
    func servicesOnly() {
        let services = Self.entries.filter { if case .service = $0.reading { true } else { false } }
        #expect(services.map(\.pathEnd) == ["get-management-token"])
        for entry in Self.entries {
            let security = Self.described(entry, in: OpenAPIDocument.root)?["security"]
            #expect((security?.count == 0) == services.contains { $0 === entry }, "\(entry.pathEnd)")
        }
    }

    @Test("The OpenAPI description names an operation in words and as an identifier")
    func names() throws {
        let operation = OpenAPIDocument.root["paths"]?["/api/v3/list-users"]?["get"]
        #expect(operation?["summary"]?.string == "List users legacy")
        #expect(operation?["operationId"]?.string == "listUsersLegacy")
    }

    @Test("The OpenAPI description has the version of the program")
    func version() throws {
        let root = try Document(
            parsing: OpenAPIDocument.text(version: "1.2.3"), limits: Limits(depth: 64, nodes: 1_000_000)
        ).root
        #expect(root["openapi"]?.string == "3.1.0")
        #expect(root["info"]?["version"]?.string == "1.2.3")
        #expect(root["paths"]?.count == OpenAPIDocument.root["paths"]?.count)
    }

    @Test("The OpenAPI description says of each field what its declaration says", arguments: entries)
    func fields(entry: OperationEntry) throws {
        let described = try #require(Self.described(entry, in: OpenAPIDocument.root))
        let schema = described["requestBody"]?["content"]?["application/json"]?["schema"]
        let fields =
            schema.map(Self.fields(of:)) ?? described["parameters"]?.elements.map(Self.parameter) ?? []
        compare(entry.declaration.fields, with: fields, at: entry.pathEnd)
    }

    @Test("The OpenAPI description has `data` where a reply has it", arguments: entries)
    func data(entry: OperationEntry) throws {
        let responses = Self.described(entry, in: OpenAPIDocument.root)?["responses"]
        let schema = responses?["200"]?["content"]?["application/json"]?["schema"]
        let success = try #require(schema?["oneOf"]?.elements.first { _ in true }?["properties"])
        let expected: OperationDeclaration.DataForm =
            switch success["data"]?["type"]?.string {
            case "array": .list
            case nil where success["data"] == nil: .none
            default: .object
            }
        #expect(entry.declaration.data == expected)
    }

    @Test("The OpenAPI description refers only to schemas that exist")
    func references() throws {
        let root = OpenAPIDocument.root
        let schemas = try #require(root["components"]?["schemas"])
        var count = 0
        func check(_ value: Value) {
            if value.kind == .array { value.elements.forEach(check) }
            guard value.kind == .object else { return }
            if let reference = value["$ref"]?.string {
                count += 1
                let name = String(reference.dropFirst("#/components/schemas/".count))
                #expect(schemas[name] != nil, "\(reference)")
            }
            value.members.forEach { check($0.value) }
        }
        check(root)
        #expect(count > 100)
    }

    @Test("A declared field has the default that an absent one has")
    func defaults() {
        #expect(Field<Bool>.flag("a").defaultValue == .boolean(false))
        #expect(Field<Int>.limit.defaultValue == .integer(10))
        #expect(Field.choice("a", default: Color.green).defaultValue == .text("green"))
        #expect(Field.text("a").defaultValue == nil)
        #expect(Field.optionalText("a").defaultValue == nil)
        #expect(Field.optionalFlag("a").defaultValue == nil)
    }

    @Test("The table of supported operations says which lists are always empty")
    func emptiness() {
        let rows = SupportTable.text().split(separator: "\n")
        func extent(_ call: String) -> Substring? {
            rows.first { $0.contains("`\(call)`") }?.split(separator: "|").last
        }
        #expect(extent("GET /api/v3/get-user-roles") == " whole ")
        #expect(extent("GET /api/v3/get-user-login-history") == " always empty ")
        #expect(extent("GET /api/v3/list-groups") == " whole ")
        #expect(extent("GET /api/v3/get-user-departments") == " whole ")
    }

    /// A described field: its name, its schema and whether it is required.
    private typealias Described = (name: String, schema: Value, isRequired: Bool)

    private static func parameter(_ value: Value) -> Described {
        (value["name"]?.string ?? "", value["schema"] ?? value, value["required"]?.bool ?? false)
    }

    private static func fields(of object: Value) -> [Described] {
        let required = object["required"]?.elements.compactMap(\.string) ?? []
        return object["properties"]?.members.map { name, schema in
            let name = name.string ?? ""
            return (name, schema, required.contains(name))
        } ?? []
    }

    private func compare(_ declared: [any FieldDeclaration], with described: [Described], at place: String) {
        #expect(declared.map(\.name) == described.map(\.name), "\(place)")
        for (field, described) in zip(declared, described) {
            let place = "\(place) \(field.name)"
            #expect((field as? any DeclaredFacts)?.isRequired == described.isRequired, "\(place)")
            #expect(ValueFacts(field) == ValueFacts(schema: described.schema), "\(place)")
            let inside = described.schema["items"].map { $0["properties"] == nil ? described.schema : $0 }
            compare(field.type.members, with: Self.fields(of: inside ?? described.schema), at: place)
        }
    }
}
