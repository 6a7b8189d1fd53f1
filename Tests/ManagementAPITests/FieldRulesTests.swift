import HTTP
import Testing

@testable import Contract
@testable import ManagementAPI

/// Operations of some domains report the rules that fields break, in the words of the service's validator.
@Suite("Field rules")
struct FieldRulesTests {
    private enum Effect: String, CaseIterable, Sendable {
        case allow = "ALLOW"
        case deny = "DENY"
    }

    private struct Statement: NestedObject {
        static let effect = Field<Effect>.requiredChoice("effect", placeholder: .allow)
        static let code = Field<String>.text("code", length: 1...5)
        static let fields: [any FieldDeclaration] = [effect, code]
        init(from fields: inout FieldReader) {
            _ = fields.read(Self.effect)
            _ = fields.read(Self.code)
        }
    }

    private static let code = Field.text("code", length: 1...5)
    private static let both = Field.texts("resources", count: 1...2, whenEmpty: .both)
    private static let filled = Field.texts("actions", count: 1...2, whenEmpty: .notEmpty)
    private static let few = Field.texts("policyIds", count: 1...2)
    private static let statements = Field<[Statement]>.list("statementList", count: 1...2)
    private static let on = Field.flag("on")

    /// The message of a refusal of a body.
    private func refusal<Content>(of field: Field<Content>, in body: String) throws -> String? {
        try RequestText.post("/api/v3/try", body).lend { (request) -> String? in
            var reader = FieldReader(
                try RequestParameters(of: request), fields: [Self.on, field, Field<Int>.limit])
            _ = reader.read(Field<Int>.limit)
            _ = reader.read(field)
            _ = reader.read(Self.on)
            do throws(APIError) {
                try reader.finish(path: "/api/v3/try", refusal: .rules)
                return nil
            } catch {
                return error.message.text(in: .simplifiedChinese)
            }
        }
    }

    @Test("The rules of a text name the length that is allowed")
    func texts() throws {
        #expect(try refusal(of: Self.code, in: #"{"code":"ok"}"#) == nil)
        #expect(try refusal(of: Self.code, in: "{}") == "code should not be empty")
        #expect(try refusal(of: Self.code, in: #"{"code":""}"#) == "code should not be empty")
        #expect(try refusal(of: Self.code, in: #"{"code":1}"#) == "code must be a string")
        #expect(
            try refusal(of: Self.code, in: #"{"code":"abcdef"}"#)
                == "code must be shorter than or equal to 5 characters")
    }

    @Test("The rules that an empty list breaks depend on the field")
    func lists() throws {
        for body in ["{}", #"{"resources":[]}"#] {
            #expect(
                try refusal(of: Self.both, in: body)
                    == "resources must contain at least 1 elements,resources should not be empty")
        }
        #expect(try refusal(of: Self.filled, in: #"{"actions":[]}"#) == "actions should not be empty")
        #expect(
            try refusal(of: Self.few, in: #"{"policyIds":[]}"#)
                == "policyIds must contain at least 1 elements")
        #expect(try refusal(of: Self.few, in: #"{"policyIds":{}}"#) == "policyIds must be an array")
        #expect(
            try refusal(of: Self.few, in: #"{"policyIds":["a","b","c"]}"#)
                == "policyIds must contain no more than 2 elements")
        #expect(
            try refusal(of: Self.few, in: #"{"policyIds":[1]}"#) == "each value in policyIds must be a string"
        )
        #expect(
            try refusal(of: Self.few, in: #"{"policyIds":[""]}"#)
                == "each value in policyIds should not be empty")
    }

    @Test("The rules of an element name its fields without the list")
    func elements() throws {
        #expect(
            try refusal(of: Self.statements, in: #"{"statementList":[{"effect":"MAYBE","code":""}]}"#)
                == "effect must be one of the following values: ALLOW, DENY,code should not be empty")
        #expect(
            try refusal(of: Self.statements, in: #"{"statementList":[1]}"#)
                == "each value in nested property statementList must be either object or array")
    }

    @Test("The rules of several fields are in the order of the declaration, separated by commas")
    func several() throws {
        #expect(
            try refusal(of: Self.code, in: #"{"limit":51,"on":1}"#)
                == "on must be a boolean value,code should not be empty,limit must not be greater than 50")
        #expect(
            try refusal(of: Self.code, in: #"{"limit":0,"code":"a"}"#) == "limit must not be less than 1")
        #expect(
            try refusal(of: Self.code, in: #"{"limit":"x","code":"a"}"#) == "limit must be an integer number")
    }
}
