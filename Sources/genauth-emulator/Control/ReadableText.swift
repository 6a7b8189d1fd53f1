import JSON

/// JSON values in a form for people.
enum ReadableText {
    /// A table of objects with a heading, one line for each.
    ///
    /// - Parameters:
    ///   - columns: the names of the members to show.
    ///   - rows: the objects.
    /// - Returns: the lines.
    static func table(_ columns: [String], of rows: Elements) -> String {
        let lines = [columns] + rows.map { row in columns.map { row[$0].map(scalar) ?? "" } }
        let widths = columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            columns.indices.map { column in
                let isLast = column == columns.count - 1
                let blanks = isLast ? 0 : widths[column] - line[column].count
                return line[column] + String(repeating: " ", count: blanks)
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }

    /// Members of an object in one line.
    ///
    /// - Parameters:
    ///   - columns: the names of the members.
    ///   - value: the object.
    /// - Returns: their values with blanks between.
    static func row(_ columns: [String], of value: Value) -> String {
        columns.map { value[$0].map(scalar) ?? "-" }.joined(separator: "  ")
    }

    /// A value as indented lines, a member or element on each.
    static func outline(_ value: Value) -> String {
        lines(of: value).joined(separator: "\n")
    }

    /// A text without its quotes, everything else as JSON; what is not visible is escaped.
    static func scalar(_ value: Value) -> String {
        TerminalText.escaped(value.string ?? json(value))
    }

    /// A value as JSON; what is not visible is escaped.
    static func json(_ value: Value) -> String {
        TerminalText.escaped(String(decoding: value.text, as: UTF8.self))
    }

    private static func lines(of value: Value) -> [String] {
        switch value.kind {
        case .object where value.count > 0:
            value.members.flatMap { name, value -> [String] in
                let name = scalar(name)
                guard isContainer(value) else { return ["\(name): \(scalar(value))"] }
                return ["\(name):"] + lines(of: value).map { "  \($0)" }
            }
        case .array where value.count > 0:
            value.elements.flatMap { element -> [String] in
                zip(0..., lines(of: element)).map { ($0 == 0 ? "- " : "  ") + $1 }
            }
        default: [scalar(value)]
        }
    }

    private static func isContainer(_ value: Value) -> Bool {
        (value.kind == .object || value.kind == .array) && value.count > 0
    }
}
