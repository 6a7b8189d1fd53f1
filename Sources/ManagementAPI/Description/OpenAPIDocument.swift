internal import JSON

/// The description of the emulated operations as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.0), generated from the
/// contract.
///
/// The generated text is compact: it has parts that many operations share only once. It is put together, parsed and indented
/// when the document is asked for.
public enum OpenAPIDocument {
    /// How deep and how large the generated text can be.
    private static let limits = Limits(depth: 64, nodes: 1_000_000)

    /// Makes the document.
    ///
    /// - Parameter version: the program's version.
    /// - Returns: the JSON text, with a line feed at its end.
    public static func text(version: String) -> [UInt8] {
        var writer = Writer(reserving: 600_000, layout: .indented)
        writer.beginObject()
        writer.member("openapi", "3.1.0")
        writer.name("info")
        writer.beginObject()
        writer.member("title", "genauth-emulator")
        writer.member("summary", "What this emulator does of the GenAuth (Authing) V3 management API.")
        writer.member("version", version)
        writer.endObject()
        writer.members(of: root)
        writer.endObject()
        return writer.finish() + [UInt8(ascii: "\n")]
    }

    /// The members after `info`.
    static var root: Value {
        do {
            return try Document(parsing: text(of: members), limits: limits).root
        } catch {
            fatalError("the generated document is not JSON: \(error)")
        }
    }
}

extension OpenAPIDocument {
    /// A generated text with its parts in their places.
    private static func text(of generated: StaticString) -> [UInt8] {
        var result: [UInt8] = []
        var rest = UnsafeBufferPointer(start: generated.utf8Start, count: generated.utf8CodeUnitCount)[...]
        while let mark = rest.firstIndex(of: UInt8(ascii: "~")) {
            result += rest[..<mark]
            result += text(of: parts[Int(rest[mark + 1] - UInt8(ascii: "0"))])
            rest = rest[(mark + 2)...]
        }
        return result + rest
    }
}

extension Writer {
    /// The members of an object, in the layout of this text.
    fileprivate mutating func members(of object: Value) {
        for (name, value) in object.members {
            self.name(name.string ?? "")
            copy(value)
        }
    }

    private mutating func copy(_ value: Value) {
        switch value.kind {
        case .object:
            beginObject()
            members(of: value)
            endObject()
        case .array:
            beginArray()
            for element in value.elements { copy(element) }
            endArray()
        default: raw(value)
        }
    }
}
