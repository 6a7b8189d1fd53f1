internal import JSON

/// The parameters of a request as the SDKs write them into the text they sign (auth.md, "Canonical resource").
struct CanonicalParameters {
    /// One parameter: its name and what stands for it in the text, `name=value`.
    typealias Item = (name: String, text: String)

    /// The parameters in the order of their names, as the Node SDKs write them.
    let items: [Item]
    /// The same as other clients may have written them, where that differs.
    let variants: [[Item]]

    /// Takes the top level of a body, or the pairs of a query.
    init(_ parameters: RequestParameters) {
        switch parameters {
        case .none:
            items = []
            variants = []
        case .body(let object):
            (items, variants) = Self.ofBody(object)
        case .query(let pairs):
            (items, variants) = Self.ofQuery(pairs)
        }
    }

    /// Sorts by name as JavaScript sorts strings: by UTF-16 code units.
    static func sorted(_ items: [Item]) -> [Item] {
        items.sorted { first, second in
            // The two orders differ for characters beyond the Basic Multilingual Plane only.
            isASCII(first.name) && isASCII(second.name)
                ? first.name < second.name
                : first.name.utf16.lexicographicallyPrecedes(second.name.utf16)
        }
    }

    private static func isASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 }
    }

    /// A string stands there decoded and without quotes, everything else exactly as received.
    private static func ofBody(_ object: Value) -> (items: [Item], variants: [[Item]]) {
        var latest: [String: Value] = [:]
        for member in object.members { latest[member.name.string ?? ""] = member.value }
        let items = latest.map { name, value in
            (name: name, text: "\(name)=\(value.string ?? String(decoding: value.text, as: UTF8.self))")
        }
        guard latest.values.contains(where: \.isNull) else { return (sorted(items), []) }
        // The C# SDK writes a null as its name alone.
        let variant = items.map { latest[$0.name]?.isNull == true ? (name: $0.name, text: $0.name) : $0 }
        return (sorted(items), [sorted(variant)])
    }

    /// A name that stands there once is a plain value; more often, or as `name[]`, a list in JSON.
    private static func ofQuery(
        _ pairs: [(name: String, value: String)]
    ) -> (items: [Item], variants: [[Item]]) {
        var lists: [String: (values: [String], isList: Bool)] = [:]
        for (written, value) in pairs {
            let name = String(RequestParameters.field(of: written))
            let before = lists[name]?.values ?? []
            lists[name] = (before + [value], !before.isEmpty || written != name)
        }
        let items = lists.map { name, list in
            (name: name, text: "\(name)=\(list.isList ? strings(list.values) : list.values[0])")
        }
        guard lists.values.contains(where: \.isList) else { return (sorted(items), []) }
        // Numbers and truth values in a list lose their kind on the wire.
        let variant = lists.map { name, list in
            (
                name: name,
                text: "\(name)=\(list.isList ? "[\(list.values.joined(separator: ","))]" : list.values[0])"
            )
        }
        return (sorted(items), [sorted(variant)])
    }

    private static func strings(_ values: [String]) -> String {
        var writer = Writer()
        writer.beginArray()
        for value in values { writer.string(value) }
        writer.endArray()
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
