internal import Contract
internal import JSON

/// The parameters of a request in the form in which the SDKs sign them (auth.md, "Canonical resource").
struct CanonicalParameters {
    /// One parameter: its name and its text, usually `name=value`.
    typealias Item = (name: String, text: String)

    /// The parameters in the form of the Node SDKs, in the order of their names.
    let items: [Item]
    /// The forms of other clients, if they differ.
    let variants: [[Item]]

    /// Reads the top level of a body, or the pairs of a query.
    ///
    /// - Parameters:
    ///   - parameters: the parameters as received.
    ///   - declaration: the operation's declaration.
    init(_ parameters: RequestParameters, declaration: OperationDeclaration) {
        switch parameters {
        case .none:
            items = []
            variants = []
        case .body(let object):
            (items, variants) = Self.ofBody(object)
        case .query(let pairs):
            (items, variants) = Self.ofQuery(pairs, declaration)
        }
    }

    /// The order of strings in JavaScript: that of UTF-16 code units.
    ///
    /// - Parameter names: the names to sort.
    /// - Returns: whether one name precedes another.
    static func order(of names: some Sequence<String>) -> (String, String) -> Bool {
        // The orders of UTF-8 and UTF-16 differ only for characters beyond the Basic Multilingual Plane.
        names.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
            ? { $0 < $1 } : { $0.utf16.lexicographicallyPrecedes($1.utf16) }
    }

    /// Sorts values by name, and combines those whose names have the same bytes.
    ///
    /// - Parameters:
    ///   - values: the values, in the order received.
    ///   - combine: adds a value to an earlier one of the same name.
    /// - Returns: one value for each name.
    private static func grouped<Content>(
        _ values: [(name: String, value: Content)], combine: (inout Content, Content) -> Void
    ) -> [(name: String, value: Content)] {
        let precedes = order(of: values.lazy.map { $0.name })
        let sorted = values.enumerated().sorted { first, second in
            if precedes(first.element.name, second.element.name) { return true }
            // The standard library does not guarantee a stable sort.
            return first.offset < second.offset && !precedes(second.element.name, first.element.name)
        }
        var grouped: [(name: String, value: Content)] = []
        grouped.reserveCapacity(sorted.count)
        for (_, (name, value)) in sorted {
            if let last = grouped.last, last.name.utf8.elementsEqual(name.utf8) {
                combine(&grouped[grouped.count - 1].value, value)
            } else {
                grouped.append((name, value))
            }
        }
        return grouped
    }

    /// A string is written decoded and without quotes, everything else exactly as received.
    private static func ofBody(_ object: Value) -> (items: [Item], variants: [[Item]]) {
        let members = grouped(object.members.map { (name: $0.name.string ?? "", value: $0.value) }) {
            $0 = $1
        }
        let items = members.map { name, value in
            (name: name, text: "\(name)=\(value.string ?? String(decoding: value.text, as: UTF8.self))")
        }
        guard members.contains(where: \.value.isNull) else { return (items, []) }
        // The C# SDK writes a null as its name alone.
        let variant = zip(members, items).map { $0.value.isNull ? (name: $0.name, text: $0.name) : $1 }
        return (items, [variant])
    }

    /// The values of a query under one name.
    private struct Values {
        var texts: [String]
        /// Whether the caller wrote them as a list: `name[]`, or the name more than once.
        var isList: Bool
    }

    /// A name that occurs once is a plain value; one that is repeated, or `name[]`, is a list in JSON.
    private static func ofQuery(
        _ pairs: [(name: String, value: String)], _ declaration: OperationDeclaration
    ) -> (items: [Item], variants: [[Item]]) {
        let received = pairs.map { written, text in
            let name = String(RequestParameters.field(of: written))
            let values = Values(texts: [text], isList: name.utf8.count != written.utf8.count)
            return (name: name, value: values)
        }
        let parameters = grouped(received) {
            $0.texts += $1.texts
            $0.isList = true
        }
        let lists = Set(declaration.fields.filter(\.type.isList).map(\.name))
        var items: [Item] = []
        /// In a query, numbers and Booleans of a list are not distinguished from strings.
        var withoutQuotes: [Item] = []
        /// A client that joins a list by commas may have signed it as a list.
        var asLists: [Item] = []
        for (name, values) in parameters {
            let text = values.isList ? strings(values.texts) : values.texts[0]
            let bare = values.isList ? "[\(values.texts.joined(separator: ","))]" : text
            items.append((name, "\(name)=\(text)"))
            withoutQuotes.append((name, "\(name)=\(bare)"))
            let elements =
                !values.isList && lists.contains(name)
                ? QueryList.elements(of: values.texts, areElements: false) : nil
            asLists.append((name, "\(name)=\(elements.map(strings) ?? text)"))
        }
        return (items, [withoutQuotes, asLists].filter { !$0.elementsEqual(items, by: ==) })
    }

    private static func strings(_ values: [String]) -> String {
        var writer = Writer()
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
