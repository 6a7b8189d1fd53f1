public import Bytes
internal import HTTP
public import JSON

/// Removes secrets from what is shown of requests: credentials, tokens, passwords and codes.
public enum Redaction {
    /// What is shown in the place of a secret.
    public static let mark = "(redacted)"

    /// The value of a header field.
    public static func header(_ name: ByteView, _ value: ByteView) -> String {
        guard let text = value.string else { return mark }
        if name.equals(ignoringCase: "authorization") { return credentials(text) }
        return SecretNames.contains(name.string ?? "") ? mark : text
    }

    /// The field `Authorization`: of a signature the scheme and the id of the access key, otherwise the scheme.
    private static func credentials(_ text: String) -> String {
        guard let blank = text.firstIndex(of: " ") else { return mark }
        let scheme = text[..<blank]
        guard ["authing", "genauth"].contains(scheme.lowercased()), let colon = text.lastIndex(of: ":"),
            colon > blank
        else {
            return ["authing", "genauth", "bearer", "basic"].contains(scheme.lowercased())
                ? "\(scheme) \(mark)" : mark
        }
        return "\(text[...colon])\(mark)"
    }

    /// A path with its query.
    public static func target(_ text: String) -> String {
        guard let mark = text.firstIndex(of: "?") else { return text }
        let pairs = text[text.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
        return text[...mark]
            + pairs.map { pair in
                guard let equals = pair.firstIndex(of: "="), SecretNames.contains(decoded(pair[..<equals]))
                else {
                    return String(pair)
                }
                return "\(pair[...equals])\(Self.mark)"
            }.joined(separator: "&")
    }

    /// Writes a body: its JSON without secrets, or a note of its size if it is not JSON.
    public static func write(body: [UInt8], to writer: inout Writer) {
        guard let document = try? Document(parsing: body, limits: Limits(depth: 512, nodes: 10_000_000))
        else {
            return writer.string("(\(body.count) bytes that are not JSON)")
        }
        write(document.root, isSecret: false, to: &writer)
    }

    /// Writes a body: its JSON without secrets, or its text without the values of secret pairs of a form.
    public static func write(bodyOrText body: [UInt8], to writer: inout Writer) {
        guard let document = try? Document(parsing: body, limits: Limits(depth: 512, nodes: 10_000_000))
        else {
            guard let text = String(validating: body, as: UTF8.self) else {
                return writer.string("(\(body.count) bytes that are not text)")
            }
            return writer.string(text)
        }
        write(document.root, isSecret: false, to: &writer)
    }

    /// Writes a value; of a secret one, the texts and numbers in it are not shown.
    private static func write(_ value: Value, isSecret isHidden: Bool, to writer: inout Writer) {
        switch value.kind {
        case .object:
            writer.beginObject()
            for (name, member) in value.members {
                let name = name.string ?? ""
                writer.name(name)
                write(member, isSecret: isHidden || SecretNames.contains(name), to: &writer)
            }
            writer.endObject()
        case .array:
            writer.beginArray()
            for element in value.elements { write(element, isSecret: isHidden, to: &writer) }
            writer.endArray()
        case .string, .number: isHidden ? writer.string(mark) : writer.raw(value)
        default: writer.raw(value)
        }
    }

    /// Whether an object, or an object or array in it, has a member whose value is not shown.
    public static func hidesPart(of value: Value) -> Bool {
        switch value.kind {
        case .object:
            value.members.contains { isSecret($0.name.string ?? "") || hidesPart(of: $0.value) }
        case .array: value.elements.contains(where: hidesPart)
        default: false
        }
    }

    /// Whether the value of a member or parameter with this name is not shown.
    public static func isSecret(_ name: String) -> Bool { SecretNames.contains(name) }

    /// The name of a parameter without percent-encoding; a part that cannot be decoded stays as it is.
    private static func decoded(_ name: Substring) -> String {
        var name = String(name)
        return name.withUTF8 { bytes in
            PercentEncoding.decoded(segment: ByteView(UnsafeRawBufferPointer(bytes)))
        } ?? name
    }
}
