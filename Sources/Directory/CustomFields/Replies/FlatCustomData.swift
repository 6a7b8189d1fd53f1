internal import JSON
internal import PoolEngine

extension Writer {
    /// Writes the custom fields as members of their object, after its own.
    ///
    /// - Parameters:
    ///   - text: the custom fields as JSON text of an object; nil for none.
    ///   - own: the names of the object's own members, which are not overwritten.
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
    /// The limits of custom fields.
    fileprivate static let customData = JSON.Limits(depth: 512, nodes: 100_000_000)
}
