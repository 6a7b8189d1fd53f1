internal import JSON

/// Reads a list in a query, in any form that public clients write (auth.md, "How clients encode GET parameters").
///
/// | form | client |
/// |---|---|
/// | `k=a&k=b` | Python, PHP |
/// | `k[]=a&k[]=b`, `k[0]=a&k[1]=b` | Node (axios); PHP's `http_build_query` |
/// | `k=a,b` | what the public description says, C# |
/// | `k=[a, b]`, `k=[a b]` | Java, Go |
/// | `k=["a","b"]` | a production service |
public enum QueryList {
    private static let comma = UInt8(ascii: ",")
    private static let blank = UInt8(ascii: " ")

    /// The elements of a list.
    ///
    /// A single value with a plain name is split at its commas. If the client has split the list itself, by repeating
    /// the name or by brackets after it, a comma belongs to its element.
    ///
    /// - Parameters:
    ///   - values: the values of the parameter, in the order received.
    ///   - areElements: whether the parameter's name says that each value is an element: `k[]` or `k[0]`.
    /// - Returns: the elements, including empty ones; nil if the values have none of the forms.
    public static func elements(of values: [String], areElements: Bool) -> [String]? {
        if values.count == 1, !areElements, !isInBrackets(values[0]) { return divided(values[0], at: comma) }
        var elements: [String] = []
        for value in values {
            if isInBrackets(value) {
                guard let inside = listed(value) else { return nil }
                elements += inside
            } else {
                guard isReadable(value[...]) else { return nil }
                elements.append(value)
            }
        }
        return elements
    }

    private static func isInBrackets(_ value: String) -> Bool {
        value.utf8.first == UInt8(ascii: "[") && value.utf8.last == UInt8(ascii: "]") && value.utf8.count > 1
    }

    /// The elements inside brackets: JSON if the first character is a quote, otherwise a list as printed by Java or Go.
    private static func listed(_ value: String) -> [String]? {
        let inside = trimmed(value.dropFirst().dropLast())
        guard let first = inside.utf8.first else { return [] }
        // A list as printed by Python; no known client sends it.
        guard first != UInt8(ascii: "'") else { return nil }
        guard first == UInt8(ascii: "\"") else {
            return divided(inside, at: inside.utf8.contains(comma) ? comma : blank)
        }
        var limits = Limits.default
        limits.allowsNul = false
        guard let document = try? Document(parsing: Array(value.utf8), limits: limits) else { return nil }
        return FieldSource.json(document.root).texts
    }

    private static func divided(_ text: some StringProtocol, at separator: UInt8) -> [String]? {
        let parts = Substring(text).utf8.split(separator: separator, omittingEmptySubsequences: false)
        let elements = parts.map { trimmed(Substring($0)) }
        return elements.allSatisfy(isReadable) ? elements.map(String.init) : nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text.utf8
        while rest.first == blank { rest.removeFirst() }
        while rest.last == blank { rest.removeLast() }
        return Substring(rest)
    }

    /// Whether a text can be an element; brackets or quotes at its ends indicate an unknown form.
    private static func isReadable(_ element: Substring) -> Bool {
        let marks = Array("[]{}\"".utf8)
        return ![element.utf8.first, element.utf8.last].contains { $0.map(marks.contains) ?? false }
    }
}
