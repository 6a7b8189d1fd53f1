internal import Contract
internal import JSON

// The description of what is emulated, as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0).
//
// All of it comes from the declarations of the operations: nothing is written here for one operation alone. What it
// tells is what the emulator does, which is narrower than the public description where that is vague: an answer has no
// members but those described, and a value that is refused with 501 is named. Both kinds of answers come with HTTP
// status 200, as from the service, so the schema of 200 is one of two.
//
// Rejected: a document kept by hand beside the code, and one made of the public description's own, which has neither
// nulls nor bounds nor the failures.

/// Makes the OpenAPI document of the emulated operations.
public struct OpenAPIDocument: ~Copyable {
    /// Names of schemas that every operation uses.
    enum Component {
        static let failure = "Failure"
    }

    private var writer = Writer(reserving: 400_000, layout: .indented)
    /// The data types met so far, by name.
    private var objects: [String: ReplyObject] = [:]

    /// Makes the document.
    ///
    /// - Parameters:
    ///   - version: the program's version.
    ///   - operations: what is emulated.
    /// - Returns: the JSON text, with a line feed at its end.
    public static func text(version: String, operations: EmulatedOperations) -> [UInt8] {
        var document = OpenAPIDocument()
        document.write(version: version, DescribedOperation.all(of: operations))
        return document.writer.finish() + [UInt8(ascii: "\n")]
    }

    private mutating func write(version: String, _ operations: [DescribedOperation]) {
        writer.beginObject()
        writer.member("openapi", "3.1.0")
        writer.name("info")
        writer.beginObject()
        writer.member("title", "genauth-emulator")
        writer.member("summary", "What this emulator does of the GenAuth (Authing) V3 management API.")
        writer.member("version", version)
        writer.endObject()
        writer.name("servers")
        writer.beginArray()
        writer.beginObject()
        writer.member("url", "/")
        writer.endObject()
        writer.endArray()
        writer.securityRequirement()
        writer.name("tags")
        writer.beginArray()
        var domains: [String] = []
        for operation in operations where !domains.contains(operation.domain) {
            domains.append(operation.domain)
            writer.beginObject()
            writer.member("name", operation.domain)
            writer.endObject()
        }
        writer.endArray()
        writePaths(operations)
        writer.name("components")
        writer.beginObject()
        writeSchemas()
        writer.securitySchemes()
        writer.endObject()
        writer.endObject()
    }

    /// Two operations may share a path, with different methods.
    private mutating func writePaths(_ operations: [DescribedOperation]) {
        writer.name("paths")
        writer.beginObject()
        var written: Set<String> = []
        for path in operations.map(\.declaration.path) where written.insert(path).inserted {
            writer.name(path)
            writer.beginObject()
            for operation in operations where operation.declaration.path == path { write(operation) }
            writer.endObject()
        }
        writer.endObject()
    }

    private mutating func write(_ operation: DescribedOperation) {
        let declaration = operation.declaration
        writer.name(declaration.method.rawValue.lowercased())
        writer.beginObject()
        writer.name("tags")
        writer.strings([operation.domain])
        writer.member("summary", operation.title.prefix(1).uppercased() + operation.title.dropFirst())
        if !declaration.notEmulated.isEmpty {
            writer.member(
                "description",
                "Answers HTTP 501, naming the field, for: "
                    + declaration.notEmulated.joined(separator: ", ") + ".")
        }
        writer.member("operationId", operation.operationId)
        if !declaration.notEmulated.isEmpty {
            writer.name("x-not-emulated")
            writer.strings(declaration.notEmulated)
        }
        if !operation.needsUserPool {
            writer.name("security")
            writer.strings([])
        }
        writer.request(declaration)
        writeResponses(of: declaration)
        writer.endObject()
    }

    private mutating func writeResponses(of declaration: OperationDeclaration) {
        writer.name("responses")
        writer.beginObject()
        writer.response("200", "Success, or a failure as the service reports it.") { writer in
            writer.name("oneOf")
            writer.beginArray()
            writer.success(declaration.answers)
            writer.reference(to: Component.failure)
            writer.endArray()
        }
        var failures = [
            ("400", "The body is not a JSON object, the query is not UTF-8, or one of them holds U+0000.")
        ]
        if declaration.method == .post {
            failures.append(("413", "The body is too large."))
            failures.append(("415", "The body is not JSON."))
        }
        if !declaration.notEmulated.isEmpty {
            failures.append(("501", "What is asked for is not emulated."))
        }
        for (status, reason) in failures {
            writer.response(status, reason) { $0.referenceMember(to: Component.failure) }
        }
        writer.endObject()
        if let answers = declaration.answers { collect(answers) }
    }

    private mutating func collect(_ type: ReplyType) {
        switch type {
        case .list(let element): collect(element)
        case .object(let object):
            if let name = object.name { objects[name] = object }
            for member in object.members { collect(member.type) }
        default: break
        }
    }

    private mutating func writeSchemas() {
        writer.name("schemas")
        writer.beginObject()
        writer.failureSchema(named: Component.failure)
        for (name, object) in objects.sorted(by: { $0.key < $1.key }) {
            writer.name(name)
            writer.schema(of: object)
        }
        writer.endObject()
    }
}
