internal import Contract
internal import JSON

/// The answer side of the OpenAPI document.
extension Writer {
    /// One of an operation's responses.
    mutating func response(
        _ status: String, _ reason: String, schema writeMembers: (inout Writer) -> Void
    ) {
        name(status)
        beginObject()
        member("description", reason)
        content(schema: writeMembers)
        endObject()
    }

    /// The schema of a successful answer: the envelope around a value, if there is one.
    mutating func success(_ type: ReplyType?) {
        beginObject()
        typeMember("object", false)
        name("properties")
        beginObject()
        name("statusCode")
        beginObject()
        member("const", 200)
        endObject()
        message()
        requestId()
        if let type {
            name("data")
            schema(of: type, isNullable: false)
        }
        endObject()
        required(["statusCode", "message", "requestId"] + (type == nil ? [] : ["data"]))
        member("additionalProperties", false)
        endObject()
    }

    /// The schema of every failure: the envelope without a value.
    mutating func failureSchema(named schema: String) {
        name(schema)
        beginObject()
        typeMember("object", false)
        name("properties")
        beginObject()
        name("statusCode")
        beginObject()
        typeMember("integer", false)
        member("minimum", 400)
        member("maximum", 599)
        endObject()
        message()
        name("apiCode")
        beginObject()
        typeMember("integer", false)
        endObject()
        requestId()
        endObject()
        required(["statusCode", "message", "requestId"])
        member("additionalProperties", false)
        endObject()
    }

    private mutating func message() {
        name("message")
        beginObject()
        typeMember("string", false)
        endObject()
    }

    private mutating func requestId() {
        name("requestId")
        beginObject()
        typeMember("string", false)
        member("format", "uuid")
        endObject()
    }

    /// The schema of a data type.
    mutating func schema(of object: ReplyObject) {
        beginObject()
        typeMember("object", false)
        name("properties")
        beginObject()
        for member in object.members {
            name(member.name)
            schema(of: member.type, isNullable: member.isNullable)
        }
        endObject()
        required(object.members.filter(\.isAlwaysThere).map(\.name))
        if object.hasFlatCustomData {
            member("description", "With flatCustomData=true custom fields stand behind these members.")
        } else {
            member("additionalProperties", false)
        }
        endObject()
    }

    private mutating func schema(of type: ReplyType, isNullable: Bool) {
        switch type {
        case .object(let object):
            if let name = object.name {
                isNullable ? nullableReference(to: name) : reference(to: name)
            } else {
                schema(of: object)
            }
        default:
            beginObject()
            switch type {
            case .text: typeMember("string", isNullable)
            case .time:
                typeMember("string", isNullable)
                member("format", "date-time")
            case .choice(let choices):
                typeMember("string", isNullable)
                choicesMember(choices, isNullable)
            case .integer: typeMember("integer", isNullable)
            case .boolean: typeMember("boolean", isNullable)
            case .anyObject, .object: typeMember("object", isNullable)
            case .list(.nothing):
                typeMember("array", isNullable)
                member("maxItems", 0)
            case .list(let element):
                typeMember("array", isNullable)
                name("items")
                schema(of: element, isNullable: false)
            case .nothing: member("type", "null")
            }
            endObject()
        }
    }

    private mutating func nullableReference(to schema: String) {
        beginObject()
        name("oneOf")
        beginArray()
        reference(to: schema)
        beginObject()
        member("type", "null")
        endObject()
        endArray()
        endObject()
    }
}
