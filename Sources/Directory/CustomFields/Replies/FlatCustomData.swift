internal import JSON
internal import PoolEngine

extension Writer {
    /// The custom fields as members of the object they belong to, behind its own.
    ///
    /// - Parameters:
    ///   - text: the custom fields as JSON text of an object; nil for none.
    ///   - own: the names of the object's own members, which a custom field cannot take.
    mutating func flatCustomData(_ text: String?, besides own: Set<String>) {
        guard let text, let document = try? Document(parsing: Array(text.utf8), limits: .customData) else {
            return
        }
        for member in document.root.members {
            guard let name = member.name.string, !own.contains(name) else { continue }
            self.name(name)
            raw(member.value)
        }
    }
}

extension JSON.Limits {
    /// What custom fields from any source stay within.
    fileprivate static let customData = JSON.Limits(depth: 512, nodes: 100_000_000)
}
