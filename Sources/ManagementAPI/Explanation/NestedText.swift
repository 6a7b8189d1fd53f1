internal import JSON

/// Writes JSON values as clients write them before they sign.
struct NestedText {
    /// What follows each comma and colon.
    var blank = ""
    /// Whether the members of objects are in the order of their names.
    var isSorted = false
    /// Whether letters outside ASCII are escaped.
    var isASCII = false

    /// The text of a value.
    ///
    /// - Parameters:
    ///   - value: the value.
    ///   - quotes: whether a string has quotes.
    /// - Returns: the text.
    func text(of value: Value, quotes: Bool = true) -> String {
        switch value.kind {
        case .object:
            var members = value.members.map { (name: $0.name, value: $0.value) }
            if isSorted { members.sort { ($0.name.string ?? "") < ($1.name.string ?? "") } }
            let texts = members.map { "\(text(of: $0.name)):\(blank)\(text(of: $0.value))" }
            return "{\(texts.joined(separator: ",\(blank)"))}"
        case .array:
            return "[\(value.elements.map { text(of: $0) }.joined(separator: ",\(blank)"))]"
        case .string where !quotes: return value.string ?? ""
        case .string:
            var writer = Writer()
            writer.string(value.string ?? "")
            let text = String(decoding: writer.finish(), as: UTF8.self)
            return isASCII ? Self.escaped(text) : text
        default: return String(decoding: value.text, as: UTF8.self)
        }
    }

    private static func escaped(_ text: String) -> String {
        text.utf16.map { unit in
            guard unit >= 0x80 else { return String(UnicodeScalar(UInt8(unit))) }
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
