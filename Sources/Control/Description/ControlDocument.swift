internal import HTTP
internal import JSON

/// The OpenAPI document of the control API.
struct ControlDocument: ~Copyable {
    private var writer = Writer(reserving: 32_768)
    private var objects: [String: ControlObject] = [:]
    /// Whether a schema has the schemas of its objects inside, in place of references.
    private let isInline: Bool

    private init(isInline: Bool = false) {
        self.isInline = isInline
    }

    /// The text of the document.
    ///
    /// - Parameter version: the program's version.
    /// - Returns: JSON.
    static func text(version: String) -> [UInt8] {
        var document = ControlDocument()
        document.write(version: version)
        return document.writer.finish()
    }

    /// The JSON Schema of an object with all parameters of a call.
    static func inputSchema(of route: ControlRoute) -> [UInt8] {
        var document = ControlDocument(isInline: true)
        let values = route.valueNames.map { ControlField.required($0, .string, "") }
        document.writeSchema(of: values + route.query + (route.body ?? []))
        return document.writer.finish()
    }

    private mutating func write(version: String) {
        writer.beginObject()
        writer.member("openapi", "3.1.0")
        writer.name("info")
        writer.beginObject()
        writer.member("title", "genauth-emulator control API")
        writer.member("version", version)
        writer.endObject()
        writer.name("paths")
        writer.beginObject()
        var written: Set<String> = []
        for path in ControlRoute.all.map(\.path) where written.insert(path).inserted {
            writer.name("/_emulator\(path)")
            writer.beginObject()
            for route in ControlRoute.all where route.path == path { write(route) }
            writer.endObject()
        }
        writer.endObject()
        writeComponents()
        writer.endObject()
    }

    private mutating func write(_ route: ControlRoute) {
        writer.name(route.method.rawValue.lowercased())
        writer.beginObject()
        writer.member("operationId", route.id)
        writer.member("summary", route.summary)
        writer.name("parameters")
        writer.beginArray()
        for name in route.valueNames {
            writeParameter(.required(name, .string, ""), in: "path")
        }
        for field in route.query { writeParameter(field, in: "query") }
        writer.endArray()
        if let body = route.body {
            writer.name("requestBody")
            writer.beginObject()
            writer.member("required", body.contains(where: \.isRequired))
            writeContent { $0.writeSchema(of: body) }
            writer.endObject()
        }
        writeResponses(of: route)
        writer.endObject()
    }

    private mutating func writeParameter(_ field: ControlField, in place: String) {
        writer.beginObject()
        writer.member("name", field.name)
        writer.member("in", place)
        writer.member("required", field.isRequired)
        if !field.summary.isEmpty { writer.member("description", field.summary) }
        writer.name("schema")
        writeSchema(of: field.type)
        writer.endObject()
    }

    private mutating func writeResponses(of route: ControlRoute) {
        writer.name("responses")
        writer.beginObject()
        writer.name("\(route.answer.status)")
        writer.beginObject()
        switch route.answer {
        case .object(_, let object):
            writer.member("description", "Success.")
            writeContent { $0.writeSchema(of: .object(object)) }
        case .document(let summary):
            writer.member("description", summary)
            writeContent { $0.writeSchema(of: .foreignObject) }
        case .events(let summary):
            writer.member("description", summary)
            writeContent("text/event-stream") { $0.writeSchema(of: .string) }
        case .none: writer.member("description", "Success.")
        }
        writer.endObject()
        writer.name("default")
        writer.beginObject()
        writer.member("description", "A failure.")
        writeContent { $0.writeSchema(of: .object(ControlError.type)) }
        writer.endObject()
        writer.endObject()
    }

    private mutating func writeContent(
        _ type: String = "application/json", _ schema: (inout ControlDocument) -> Void
    ) {
        writer.name("content")
        writer.beginObject()
        writer.name(type)
        writer.beginObject()
        writer.name("schema")
        schema(&self)
        writer.endObject()
        writer.endObject()
    }

    private mutating func writeComponents() {
        writer.name("components")
        writer.beginObject()
        writer.name("schemas")
        writer.beginObject()
        var written: Set<String> = []
        // An object may refer to others that are not written yet.
        while let next = objects.keys.filter({ !written.contains($0) }).min(), let object = objects[next] {
            written.insert(next)
            writer.name(next)
            writeSchema(of: object.fields)
        }
        writer.endObject()
        writer.endObject()
    }

    private mutating func writeSchema(of fields: [ControlField], summary: String = "") {
        writer.beginObject()
        writer.member("type", "object")
        if !summary.isEmpty { writer.member("description", summary) }
        writer.name("properties")
        writer.beginObject()
        for field in fields {
            writer.name(field.name)
            writeSchema(of: field.type, summary: field.summary)
        }
        writer.endObject()
        writer.name("required")
        writer.beginArray()
        for field in fields where field.isRequired { writer.string(field.name) }
        writer.endArray()
        writer.member("additionalProperties", false)
        writer.endObject()
    }

    private mutating func writeSchema(of type: ControlType, summary: String = "") {
        if case .object(let object) = type, isInline {
            return writeSchema(of: object.fields, summary: summary)
        }
        writer.beginObject()
        switch type {
        case .string: writer.member("type", "string")
        case .integer: writer.member("type", "integer")
        case .number: writer.member("type", "number")
        case .boolean: writer.member("type", "boolean")
        case .time:
            writer.member("type", "string")
            writer.member("format", "date-time")
        case .foreignObject: writer.member("type", "object")
        case .any: break
        case .list(let element):
            writer.member("type", "array")
            writer.name("items")
            writeSchema(of: element)
        case .object(let object):
            objects[object.name] = object
            writer.member("$ref", "#/components/schemas/\(object.name)")
        }
        if !summary.isEmpty { writer.member("description", summary) }
        writer.endObject()
    }
}
