import Foundation
import JSON
import Testing

@testable import Directory
@testable import PoolEngine
@testable import Seeds

/// Holds `fixtures/seed.schema.json` against the loader, both ways and rule by rule: the loader names the fields it
/// knows when it refuses an unknown one, and each rule of the schema is tried with a value that breaks it.
@Suite("The schema of seeds")
struct SeedSchemaTests {
    private typealias Object = [String: Any]

    /// The kinds of objects, and the fewest members that make a valid one.
    private static let kinds = [
        "userPool": #""id": "p", "name": "P""#,
        "accessKey": #""id": "k", "secret": "s""#,
        "customField": #""targetType": "USER", "key": "k", "dataType": "ENUM""#,
        "customFieldOption": #""value": "v""#,
        "user": #""userId": "u""#,
        "otp": #""secret": "s""#,
        "mfa": #""mfaToken": "t""#,
        "mfaFactor": #""mfaPolicy": "SMS""#,
        "groupMember": #""user": "u""#,
        "departmentMember": #""user": "u""#,
        "group": #""code": "g", "name": "G""#,
        "namespace": #""code": "n""#,
        "role": #""code": "r""#,
        "roleUser": #""user": "u""#,
        "roleDepartment": #""department": "d""#,
        "webhook": #""name": "W", "url": "http://localhost/", "events": ["a"]"#,
        "retryConfig": #""enabled": true"#,
        "dataResource": #""code": "r", "struct": "x""#,
        "dataPolicy": #""name": "P""#,
        "resource": #""code": "r", "type": "DATA", "apiIdentifier": "/r""#,
        "resourceAction": #""name": "a""#,
        "resourceGrant": #""targetType": "USER", "targetIdentifier": "u", "resource": "r""#,
        "dataStatement": #""effect": "ALLOW""#,
        "dataPolicyTarget": #""type": "USER", "id": "u""#,
        "organization": #""organizationCode": "o", "organizationName": "O""#,
        "department": #""name": "D""#,
        "identity": #""extIdpId": "s", "provider": "oidc", "userIdInIdp": "x""#,
        "syncRelation": #""provider": "lark", "userIdInIdp": "x""#,
    ]

    private let definitions: [String: Object]

    init() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let url = folder.appending(path: "../../../fixtures/seed.schema.json").standardized
        let document = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? Object)
        definitions = try #require(document["$defs"] as? [String: Object])
    }

    /// A whole document around one object.
    private func document(_ kind: String, _ members: String) -> String {
        let object = "{\(members)}"
        let inOrganization = #""organizationCode": "o", "organizationName": "O""#
        switch kind {
        case "userPool": return SeedText.pools(object)
        case "accessKey": return SeedText.pool(#""accessKeys": [\#(object)]"#)
        case "user" where members.contains("mainDepartmentId"):
            // It has to be a department the user is a member of: here the one with the longest id.
            let id = text("departmentId", length: 64)
            let root = "{\(inOrganization), \"departmentId\": \(id), \"members\": [\"u\"]}"
            return SeedText.pool(#""users": [\#(object)], "organizations": [\#(root)]"#)
        case "user": return SeedText.pool(#""users": [\#(object)]"#)
        case "customField": return SeedText.pool(#""customFields": [\#(object)]"#)
        case "customFieldOption":
            let field = #""targetType": "USER", "key": "k", "dataType": "ENUM", "options": [\#(object)]"#
            return SeedText.pool(#""customFields": [{\#(field)}]"#)
        case "identity":
            return SeedText.pool(#""users": [{"userId": "u", "identities": [\#(object)]}]"#)
        case "otp", "mfa": return SeedText.pool(#""users": [{"userId": "u", "\#(kind)": \#(object)}]"#)
        case "mfaFactor":
            return SeedText.pool(#""users": [{"userId": "u", "mfa": {"applicationMfa": [\#(object)]}}]"#)
        case "groupMember", "departmentMember":
            // Whoever is named has to be there: here by names of each length that is tried.
            let users = [1, 64, 65].map { #"{"username": "\#(String(repeating: "1", count: $0))"}"# }.joined(
                separator: ", ")
            let all = #""users": [{"userId": "u"}, \#(users)]"#
            let place =
                kind == "groupMember"
                ? #""groups": [{"code": "g", "name": "G", "members": [\#(object)]}]"#
                : #""organizations": [{\#(inOrganization), "members": [\#(object)]}]"#
            return SeedText.pool("\(all), \(place)")
        case "group": return SeedText.pool(#""groups": [\#(object)]"#)
        case "namespace": return SeedText.pool(#""namespaces": [\#(object)]"#)
        case "role":
            // A namespace has to be there: here by a code of each length that is tried.
            return SeedText.pool(
                #""namespaces": [{"code": "n"}, {"code": \#(text("", length: 64))}], "roles": [\#(object)]"#)
        case "roleUser":
            let users = [1, 64, 65].map { #"{"username": "\#(String(repeating: "1", count: $0))"}"# }
                .joined(separator: ", ")
            return SeedText.pool(
                #""users": [{"userId": "u"}, \#(users)], "roles": [{"code": "r", "users": [\#(object)]}]"#)
        case "roleDepartment":
            let children = [1, 64].map {
                #"{"name": "D", "departmentId": "\#(String(repeating: "1", count: $0))"}"#
            }.joined(separator: ", ")
            let root = #"{\#(inOrganization), "departmentId": "d", "departments": [\#(children)]}"#
            return SeedText.pool(
                #""organizations": [\#(root)], "roles": [{"code": "r", "departments": [\#(object)]}]"#)
        case "webhook": return SeedText.pool(#""webhooks": [\#(object)]"#)
        case "retryConfig":
            let webhook = #""name": "W", "url": "http://localhost/", "events": []"#
            return SeedText.pool(#""webhooks": [{\#(webhook), "retryConfig": \#(object)}]"#)
        case "dataResource":
            let code = text("", length: 64)
            return SeedText.pool(
                #""namespaces": [{"code": "n"}, {"code": \#(code)}], "dataResources": [\#(object)]"#)
        case "resource":
            let code = text("", length: 64)
            return SeedText.pool(
                #""namespaces": [{"code": "n"}, {"code": \#(code)}], "resources": [\#(object)]"#)
        case "resourceAction":
            let resource = #""code": "r", "type": "DATA", "actions": [\#(object)]"#
            return SeedText.pool(#""resources": [{\#(resource)}]"#)
        case "resourceGrant":
            // Each kind of target has a row with the identifier, in each namespace.
            let code = text("", length: 64)
            let all = #"""
                "namespaces": [{"code": "n"}, {"code": \#(code)}],
                "users": [{"userId": "u"}, {"userId": \#(code)}], "groups": [{"code": "u", "name": "G"}],
                "roles": [{"code": "u"}, {"code": "u", "namespace": "n"}],
                "organizations": [{\#(inOrganization), "departmentId": "u"}]
                """#
            return SeedText.pool("\(all), \"resourceGrants\": [\(object)]")
        case "dataPolicy": return SeedText.pool(#""dataPolicies": [\#(object)]"#)
        case "dataStatement":
            return SeedText.pool(#""dataPolicies": [{"name": "P", "statements": [\#(object)]}]"#)
        case "dataPolicyTarget":
            // Each kind has a row with the id.
            let all = #"""
                "users": [{"userId": "u"}, {"userId": \#(text("", length: 64))}], "groups": [{"code": "g", "name": "G", "id": "u"}],
                "roles": [{"code": "r", "id": "u"}],
                "organizations": [{\#(inOrganization), "departmentId": "u"}]
                """#
            return SeedText.pool("\(all), \"dataPolicies\": [{\"name\": \"P\", \"targets\": [\(object)]}]")
        case "organization": return SeedText.pool(#""organizations": [\#(object)]"#)
        case "department":
            return SeedText.pool(#""organizations": [{\#(inOrganization), "departments": [\#(object)]}]"#)
        default:
            let department = #"{"name": "D", "syncRelations": [\#(object)]}"#
            return SeedText.pool(#""organizations": [{\#(inOrganization), "departments": [\#(department)]}]"#)
        }
    }

    private func isAccepted(_ kind: String, _ members: String) -> Bool {
        (try? SeedText.check(document(kind, members))) != nil
    }

    private func properties(_ kind: String) throws -> [String: Object] {
        let definition = try #require(definitions[kind])
        #expect(definition["additionalProperties"] as? Bool == false)
        return try #require(definition["properties"] as? [String: Object])
    }

    @Test("The seed schema names the fields the loader takes, and no others", arguments: kinds.keys.sorted())
    func fields(kind: String) throws {
        let members = try #require(Self.kinds[kind])
        let error = try #require(throws: SeedError.self) {
            try SeedText.check(document(kind, "\(members), \"surplus\": 1"))
        }
        guard case .invalid(_, let path, let reason) = error, path.hasSuffix(".surplus"),
            let list = reason.split(separator: "known here: ").last
        else {
            Issue.record("\(error)")
            return
        }
        let known = list.split(separator: ", ").map(String.init)
        #expect(Set(known) == Set(try properties(kind).keys))
        #expect(known.count == Set(known).count)
    }

    @Test("The seed schema requires what the loader requires", arguments: kinds.keys.sorted())
    func required(kind: String) throws {
        let members = try #require(Self.kinds[kind])
        #expect(isAccepted(kind, members))
        let required = definitions[kind]?["required"] as? [String] ?? []
        for name in required {
            let others = members.components(separatedBy: ", ").filter { !$0.hasPrefix("\"\(name)\"") }
            #expect(!isAccepted(kind, others.joined(separator: ", ")), "\(name)")
        }
        for alternative in definitions[kind]?["anyOf"] as? [Object] ?? [] {
            let name = try #require((alternative["required"] as? [String])?.first)
            #expect(isAccepted(kind, "\"\(name)\": \(text(name, length: 12))"), "\(name)")
        }
    }

    @Test(
        "The seed schema has no object with more fields than the loader counts, which would end the program")
    func tooManyFields() async {
        await #expect(processExitsWith: .failure) {
            let names = (0..<65).map { "f\($0)" }
            let value = try Document(parsing: Array("{}".utf8)).root
            _ = try? SeedObject(value, at: SeedPath(file: "s", text: ""), allowing: names)
        }
    }

    @Test("The seed schema describes each field as the loader reads it", arguments: kinds.keys.sorted())
    func rules(kind: String) throws {
        for (name, property) in try properties(kind) {
            var rule = property
            while let reference = rule.removeValue(forKey: "$ref") as? String {
                let definition = try #require(definitions[String(reference.dropFirst("#/$defs/".count))])
                rule.merge(definition) { own, _ in own }
            }
            var others = try #require(Self.kinds[kind]).components(separatedBy: ", ")
                .filter { !$0.hasPrefix("\"\(name)\"") }
            // A user needs a name beside an id that may be empty.
            if kind == "user", others.isEmpty { others = [#""username": "other""#] }
            func accepts(_ value: String) -> Bool {
                isAccepted(kind, (others + ["\"\(name)\": \(value)"]).joined(separator: ", "))
            }
            if let choices = rule["enum"] as? [String] {
                #expect(choices.allSatisfy { accepts("\"\($0)\"") } && !accepts("\"other\""), "\(name)")
                continue
            }
            switch rule["type"] as? String {
            case "string" where rule["format"] as? String == "date-time":
                let times = [
                    "2022-07-03T02:20:30Z", "2022-07-03t10:20:30.5+08:00", "1969-12-31T23:59:59.999Z",
                ]
                #expect(times.allSatisfy { accepts("\"\($0)\"") }, "\(name)")
                for text in [
                    "", "2022-07-03", "2022-02-29T00:00:00Z", "2022-07-03 02:20:30Z", "2022-07-03T02:20:30",
                ] {
                    #expect(!accepts("\"\(text)\""), "\(name) \(text)")
                }
                #expect(!accepts("1656814830000") && !accepts("null"), "\(name)")
            case "string":
                #expect(accepts(text(name, length: 64)) && !accepts("7") && !accepts("null"), "\(name)")
                #expect(accepts("\"\"") == (rule["minLength"] == nil), "\(name)")
                #expect(accepts(text(name, length: 65)) == (rule["maxLength"] == nil), "\(name)")
            case "boolean": #expect(accepts("true") && accepts("false") && !accepts("\"true\""), "\(name)")
            case "array": #expect(accepts("[]") && !accepts("{}") && !accepts("[7]"), "\(name)")
            case "integer":
                #expect(accepts("7") && accepts("-7") == (rule["minimum"] == nil), "\(name)")
                #expect(
                    accepts("0") == (rule["minimum"] as? Int != 1) && !accepts("0.5") && !accepts("\"7\""),
                    "\(name)")
            case "object":
                #expect(accepts("{}") == (rule["required"] == nil) && !accepts("[]"), "\(name)")
            case nil where rule["oneOf"] != nil:
                #expect(accepts(#""x""#) && accepts(#"["x"]"#) && !accepts(#""""#) && !accepts("7"))
            case nil: #expect(accepts("7") && accepts("[]") && accepts("{}"), "\(name)")
            default: Issue.record("\(kind).\(name) has no type the loader knows")
            }
        }
    }

    /// A text of a length that suits the field.
    private func text(_ name: String, length: Int) -> String {
        func ones(_ count: Int) -> String { String(repeating: "1", count: count) }
        switch name {
        case "email": return "\"\(ones(length - 4))@b.c\""
        case "url": return "\"http://\(ones(length - 7))\""
        case "passwordHash": return "\"$scrypt$ln=1,r=8,p=1$0000$\(ones(length - 26))\""
        default: return "\"\(ones(length))\""
        }
    }
}
