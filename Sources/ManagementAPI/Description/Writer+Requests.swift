internal import Contract
internal import JSON

/// The request side of the OpenAPI document.
extension Writer {
    /// The members of an operation that say what it takes: query parameters, or a body.
    mutating func request(_ declaration: OperationDeclaration) {
        switch declaration.method {
        case .get:
            guard !declaration.fields.isEmpty else { return }
            name("parameters")
            beginArray()
            for field in declaration.fields {
                beginObject()
                member("name", field.name)
                member("in", "query")
                member("required", field.isRequired)
                name("schema")
                schema(of: field.type, isNullable: false, default: field.defaultValue)
                endObject()
            }
            endArray()
        case .post:
            name("requestBody")
            beginObject()
            member("required", true)
            content { writer in
                writer.schemaMembers(of: .object(declaration.fields), isNullable: false)
            }
            endObject()
        }
    }

    /// The content of a request or response, which is always JSON.
    mutating func content(schema writeMembers: (inout Writer) -> Void) {
        name("content")
        beginObject()
        name("application/json")
        beginObject()
        name("schema")
        beginObject()
        writeMembers(&self)
        endObject()
        endObject()
        endObject()
    }

    /// The schema of a field.
    ///
    /// - Parameters:
    ///   - type: the values it takes.
    ///   - isNullable: whether `null` is taken, for absent.
    ///   - standard: the value that an absent field is taken for.
    private mutating func schema(of type: FieldType, isNullable: Bool, default standard: DefaultValue?) {
        beginObject()
        schemaMembers(of: type, isNullable: isNullable)
        if let standard {
            name("default")
            switch standard {
            case .text(let text): string(text)
            case .texts(let texts): strings(texts)
            case .integer(let number): int(Int64(number))
            case .boolean(let flag): bool(flag)
            }
        }
        endObject()
    }

    private mutating func schemaMembers(of type: FieldType, isNullable: Bool) {
        switch type {
        case .any: break
        case .string(let length):
            typeMember("string", isNullable)
            bounds(length, "minLength", "maxLength", least: 0)
        case .choice(let choices):
            typeMember("string", isNullable)
            choicesMember(choices, isNullable)
        case .choices(let choices):
            typeMember("array", isNullable)
            items { writer in
                writer.typeMember("string", false)
                writer.choicesMember(choices, false)
            }
        case .strings(let count):
            typeMember("array", isNullable)
            items { writer in
                writer.typeMember("string", false)
                writer.member("minLength", 1)
            }
            bounds(count, "minItems", "maxItems", least: 0)
        case .boolean: typeMember("boolean", isNullable)
        case .integer(let range):
            typeMember("integer", isNullable)
            bounds(range, "minimum", "maximum", least: .min)
        case .object(let fields):
            typeMember("object", isNullable)
            properties(fields)
        case .list(let fields, let count):
            typeMember("array", isNullable)
            items { writer in
                writer.typeMember("object", false)
                writer.properties(fields)
            }
            bounds(count, "minItems", "maxItems", least: 0)
        }
    }

    private mutating func properties(_ fields: [any FieldDeclaration]) {
        guard !fields.isEmpty else { return }
        name("properties")
        beginObject()
        for field in fields {
            name(field.name)
            schema(of: field.type, isNullable: !field.isRequired, default: field.defaultValue)
        }
        endObject()
        required(fields.filter(\.isRequired).map(\.name))
    }

    private mutating func items(_ writeMembers: (inout Writer) -> Void) {
        name("items")
        beginObject()
        writeMembers(&self)
        endObject()
    }

    private mutating func bounds(
        _ range: ClosedRange<Int>, _ lower: StaticString, _ upper: StaticString, least: Int
    ) {
        if range.lowerBound > least { member(lower, Int64(range.lowerBound)) }
        if range.upperBound < .max { member(upper, Int64(range.upperBound)) }
    }
}
