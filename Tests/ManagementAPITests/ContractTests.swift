import Foundation
import Testing

@testable import ManagementAPI

/// Each emulated operation's fields, held against the public description (fixtures/contract).
@Suite("Contract")
struct ContractTests {
    /// Fields of newer SDKs that the public description of November 2023 does not have.
    private static let newer: [String: Set<String>] = [
        // groups.md: the newer Node SDK has it.
        "list-group-members": ["flatCustomData"]
    ]

    private static let declarations =
        EmulatedOperations.all.map(\.declaration) + [GetManagementToken.declaration]

    private static func operation(_ declaration: OperationDeclaration) throws -> [String: Any] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../fixtures/contract")
        for domain in ["token", "groups", "organizations", "departments", "users"] {
            let data = try Data(contentsOf: folder.appendingPathComponent("\(domain).json"))
            let file = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
            let operations = try #require(file["operations"] as? [[String: Any]])
            for operation in operations
            where operation["path"] as? String == declaration.path
                && operation["method"] as? String == declaration.method.rawValue
            {
                return operation
            }
        }
        Issue.record("\(declaration.path) is not in fixtures/contract")
        return [:]
    }

    private static func fields(_ declaration: OperationDeclaration) throws -> [String: [String: Any]] {
        let fields = try #require(try operation(declaration)["fields"] as? [[String: Any]])
        return Dictionary(
            uniqueKeysWithValues: fields.compactMap { field in
                (field["name"] as? String).map { ($0, field) }
            })
    }

    @Test("declares all fields of the public description and no others", arguments: declarations.indices)
    func names(index: Int) throws {
        let declaration = Self.declarations[index]
        let name = String(declaration.path.dropFirst("/api/v3/".count))
        let declared = declaration.fields.map(\.name)
        #expect(Set(declared).count == declared.count, "\(name) declares a field twice")
        let contract = Set(try Self.fields(declaration).keys)
        #expect(Set(declared) == contract.union(Self.newer[name] ?? []), "\(name)")
    }

    @Test("requires what the public description requires", arguments: declarations.indices)
    func required(index: Int) throws {
        let declaration = Self.declarations[index]
        let contract = try Self.fields(declaration)
        for field in declaration.fields {
            // `metadata` is declared required, and no client sends it (fixtures/contract/README.md).
            let expected = field.name != "metadata" && contract[field.name]?["required"] as? Bool ?? false
            #expect(field.isRequired == expected, "\(declaration.path) \(field.name)")
        }
    }

    @Test("takes the types, choices and bounds of the public description", arguments: declarations.indices)
    func types(index: Int) throws {
        let declaration = Self.declarations[index]
        let contract = try Self.fields(declaration)
        for field in declaration.fields {
            guard let described = contract[field.name] else { continue }
            let place = "\(declaration.path) \(field.name)"
            switch field.type {
            case .string:
                #expect(described["type"] as? String == "string" && described["enum"] == nil, "\(place)")
            case .choice(let choices):
                #expect(described["type"] as? String == "string", "\(place)")
                #expect(Set(choices) == Set(described["enum"] as? [String] ?? []), "\(place)")
            case .strings(let count):
                #expect(described["type"] as? String == "array", "\(place)")
                #expect(count.lowerBound == described["minItems"] as? Int ?? 0, "\(place)")
                #expect(count.upperBound == described["maxItems"] as? Int ?? Int.max, "\(place)")
            case .boolean:
                #expect(described["type"] as? String == "boolean", "\(place)")
            case .integer:
                #expect(described["type"] as? String == "number", "\(place)")
            case .object(let fields):
                #expect(described["type"] as? String == "object", "\(place)")
                Self.expectInside(fields, described, place)
            case .list(let fields, let count):
                #expect(described["type"] as? String == "array", "\(place)")
                #expect(count.lowerBound == described["minItems"] as? Int ?? 0, "\(place)")
                #expect(count.upperBound == described["maxItems"] as? Int ?? Int.max, "\(place)")
                Self.expectInside(fields, described["items"] as? [String: Any] ?? [:], place)
            }
        }
    }

    /// Expects the fields of an object inside a request to be those described.
    private static func expectInside(
        _ fields: [any FieldDeclaration], _ described: [String: Any], _ place: String
    ) {
        let names = (described["fields"] as? [[String: Any]] ?? []).compactMap { $0["name"] as? String }
        guard !fields.isEmpty else { return }
        #expect(Set(fields.map(\.name)) == Set(names), "\(place)")
    }

    @Test("gives an absent field the default of the public description", arguments: declarations.indices)
    func defaults(index: Int) throws {
        let contract = try Self.fields(Self.declarations[index])
        for field in Self.declarations[index].fields {
            let described = contract[field.name]?["default"]
            switch field {
            case let field as Field<Bool>:
                #expect(field.read(nil).value == described as? Bool ?? false, "\(field.name)")
            case let field as Field<Int>:
                #expect(field.read(nil).value == described as? Int, "\(field.name)")
            case let field as Field<String> where described != nil:
                #expect(field.read(nil).value == described as? String, "\(field.name)")
            default:
                let choice = Self.choice(of: field)
                #expect(choice == described as? String, "\(field.name)")
            }
        }
    }

    /// The default of a field that takes one of a few strings.
    private static func choice(of field: any FieldDeclaration) -> String? {
        guard case .choice = field.type else { return nil }
        return Mirror(reflecting: field).descendant("placeholder").flatMap {
            ($0 as? any RawRepresentable)?.rawValue as? String
        }
    }
}
