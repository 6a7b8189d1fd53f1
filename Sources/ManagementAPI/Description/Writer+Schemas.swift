internal import JSON

/// What requests and answers have in common in the OpenAPI document.
extension Writer {
    /// An array of strings.
    mutating func strings(_ strings: [String]) {
        beginArray()
        for string in strings { self.string(string) }
        endArray()
    }

    /// The keyword `type`.
    mutating func typeMember(_ type: String, _ isNullable: Bool) {
        name("type")
        if isNullable { strings([type, "null"]) } else { string(type) }
    }

    /// The keyword `enum`.
    mutating func choicesMember(_ choices: [String], _ isNullable: Bool) {
        name("enum")
        beginArray()
        for choice in choices { string(choice) }
        if isNullable { null() }
        endArray()
    }

    /// The keyword `required`, where anything is.
    mutating func required(_ names: [String]) {
        guard !names.isEmpty else { return }
        name("required")
        strings(names)
    }

    /// A schema that stands among the components.
    mutating func reference(to schema: String) {
        beginObject()
        referenceMember(to: schema)
        endObject()
    }

    /// The keyword `$ref`.
    mutating func referenceMember(to schema: String) {
        member("$ref", "#/components/schemas/\(schema)")
    }

    /// Who may call: one with a token, or with a signature, which is five headers together.
    mutating func securityRequirement() {
        name("security")
        beginArray()
        for names in [["token"], Self.signature.map(\.scheme)] {
            beginObject()
            for name in names {
                self.name(name)
                strings([])
            }
            endObject()
        }
        endArray()
    }

    /// The ways of telling who is calling (auth.md).
    mutating func securitySchemes() {
        name("securitySchemes")
        beginObject()
        name("token")
        beginObject()
        member("type", "http")
        member("scheme", "bearer")
        member("bearerFormat", "JWT")
        member("description", "A token of get-management-token; without the word Bearer, too.")
        endObject()
        for (scheme, header, description) in Self.signature {
            name(scheme)
            beginObject()
            member("type", "apiKey")
            member("in", "header")
            member("name", header)
            member("description", description)
            endObject()
        }
        endObject()
    }

    private static let signature: [(scheme: String, header: String, description: String)] = [
        ("signature", "Authorization", "authing <access key id>:<HMAC-SHA1 of the request, in base64>"),
        ("signatureMethod", "x-authing-signature-method", "HMAC-SHA1"),
        ("signatureVersion", "x-authing-signature-version", "1.0"),
        ("signatureNonce", "x-authing-signature-nonce", "Any text, used once."),
        ("signatureDate", "x-authing-date", "The time of the call: RFC 1123, or milliseconds since 1970."),
    ]
}
