import Directory
import JSON
import Testing

@testable import Contract
@testable import ManagementAPI

/// The documents made from the declarations of the operations.
@Suite("Description")
struct DescriptionTests {
    private enum Color: String, CaseIterable, Sendable {
        case red, green
    }

    @Test("The OpenAPI description lists each emulated operation once, domain by domain")
    func operations() {
        let all = DescribedOperation.all(of: .ofTests)
        #expect(all.count == EmulatedOperations.ofTests.all.count)
        #expect(Set(all.map(\.operationId)).count == all.count)
        var domains: [String] = []
        for operation in all where domains.last != operation.domain { domains.append(operation.domain) }
        #expect(domains == ["token"] + Domain.all.map(\.name))
    }

    @Test("Only get-management-token needs no user pool")
    func servicesOnly() {
        #expect(
            DescribedOperation.all(of: .ofTests).filter { !$0.needsUserPool }.map(\.name) == [
                "GetManagementToken"
            ])
    }

    @Test("The OpenAPI description names an operation in words and as an identifier")
    func names() throws {
        let operation = try #require(
            DescribedOperation.all(of: .ofTests).first { $0.name == "ListUsersLegacy" })
        #expect(operation.title == "list users legacy")
        #expect(operation.operationId == "listUsersLegacy")
    }

    @Test("The OpenAPI description describes each operation under its path and method")
    func document() throws {
        let root = try Document(parsing: OpenAPIDocument.text(version: "1.2.3", operations: .ofTests)).root
        #expect(root["openapi"]?.string == "3.1.0")
        #expect(root["info"]?["version"]?.string == "1.2.3")
        for operation in DescribedOperation.all(of: .ofTests) {
            let method = operation.declaration.method.rawValue.lowercased()
            let described = root["paths"]?[operation.declaration.path]?[method]
            #expect(described?["operationId"]?.string == operation.operationId)
        }
    }

    @Test("The OpenAPI description refers only to schemas that exist")
    func references() throws {
        let root = try Document(parsing: OpenAPIDocument.text(version: "1.2.3", operations: .ofTests)).root
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

    @Test("The OpenAPI description has the default of an absent field")
    func defaults() {
        #expect(Field<Bool>.flag("a").defaultValue == .boolean(false))
        #expect(Field<Int>.limit.defaultValue == .integer(10))
        #expect(Field.choice("a", default: Color.green).defaultValue == .text("green"))
        #expect(Field.text("a").defaultValue == nil)
        #expect(Field.optionalText("a").defaultValue == nil)
        #expect(Field.optionalFlag("a").defaultValue == nil)
    }

    @Test("The OpenAPI description says which lists are always empty")
    func emptiness() {
        #expect(ReplyType.list(of: .nothing).isAlwaysEmpty)
        #expect(ReplyType.page(of: .nothing).isAlwaysEmpty)
        #expect(!ReplyType.page(of: .text).isAlwaysEmpty)
        #expect(!ReplyType.success.isAlwaysEmpty)
    }
}
