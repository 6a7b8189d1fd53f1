import JSON

/// The differences of two states in a form for people: `+` for what was added, `-` for what was removed, `~` for what was
/// changed.
enum DifferenceText {
    /// The lines of all tables with differences.
    ///
    /// - Parameter value: the reply of the control API.
    /// - Returns: the lines.
    static func text(of value: Value) -> String {
        let lines = value.members.flatMap { name, table -> [String] in
            let rows = Self.rows(of: table)
            return rows.isEmpty ? [] : [ReadableText.scalar(name)] + rows
        }
        return lines.isEmpty ? "no differences" : lines.joined(separator: "\n")
    }

    private static func rows(of table: Value) -> [String] {
        let added = table["added"]?.elements.map { "  + \(members(of: $0))" } ?? []
        let removed = table["removed"]?.elements.map { "  - \(members(of: $0))" } ?? []
        let changed = table["changed"]?.elements.map { row in
            let changes = row["changes"]?.members.map { name, change in
                guard let from = change["from"], let to = change["to"] else {
                    return ReadableText.scalar(name)
                }
                return "\(ReadableText.scalar(name))=\(ReadableText.json(from))→\(ReadableText.json(to))"
            }
            return "  ~ \(([members(of: row)] + (changes ?? [])).joined(separator: " "))"
        }
        return added + removed + (changed ?? [])
    }

    private static func members(of row: Value) -> String {
        row.members.compactMap { name, value in
            name.string == "changes" ? nil : "\(ReadableText.scalar(name))=\(ReadableText.json(value))"
        }.joined(separator: " ")
    }
}
