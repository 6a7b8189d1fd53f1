internal import SQLite

/// A resource as a grant or a question names it: `books`, `books:*`, `books:123` or `*`.
struct ResourceName: Hashable {
    /// Every kind, or every item.
    static let all = "*"

    /// The class of resources.
    let kind: String
    /// The item of the class; `*` for all.
    let item: String

    private init(kind: String, item: String) {
        self.kind = kind
        self.item = item
    }

    /// Reads a text; one without a colon is the whole class.
    init(_ text: String) {
        if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
            kind = String(text[..<colon])
            item = String(text[text.utf8.index(after: colon)...])
        } else {
            kind = text
            item = Self.all
        }
    }

    /// The name with both parts.
    var text: String { "\(kind):\(item)" }

    static func == (left: ResourceName, right: ResourceName) -> Bool {
        ExactText.same(left.kind, right.kind) && ExactText.same(left.item, right.item)
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(ExactText(kind))
        hasher.combine(ExactText(item))
    }

    /// The names of the grants that are grants on this resource: itself and its wildcards.
    var covering: Set<ResourceName> {
        let (kinds, items) = ([kind, Self.all], [item, Self.all])
        return Set(kinds.flatMap { kind in items.map { Self(kind: kind, item: $0) } })
    }
}
