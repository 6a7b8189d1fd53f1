/// The table of what is emulated, in Markdown, as it stands in the README.
package enum SupportTable {
    /// The lines, each with its end.
    package static var text: String {
        let operations = DescribedOperation.all
        var text = """
            \(operations.count) of the \(PublicOperation.all.count) operations of the public description are emulated.

            | domain | operation | path | emulated |
            |---|---|---|---|

            """
        for operation in operations {
            let declaration = operation.declaration
            text += "| \(operation.domain) | \(operation.title) "
            text += "| `\(declaration.method.rawValue) \(declaration.path)` | \(extent(of: declaration)) |\n"
        }
        return text
    }

    private static func extent(of declaration: OperationDeclaration) -> String {
        var parts = declaration.answers?.isAlwaysEmpty == true ? ["always empty"] : []
        if !declaration.notEmulated.isEmpty {
            parts.append("but " + declaration.notEmulated.map(marked).joined(separator: ", "))
        }
        return parts.isEmpty ? "whole" : parts.joined(separator: "; ")
    }

    /// An entry with its first word, a field or a value of one, set as code.
    private static func marked(_ entry: String) -> String {
        let words = entry.split(separator: " ", maxSplits: 1)
        return (["`\(words[0])`"] + words.dropFirst().map(String.init)).joined(separator: " ")
    }
}
