internal import Contract

/// The table of what is emulated, in Markdown; docs/SUPPORTED.md is made from it.
public enum SupportTable {
    /// The lines, each with its end.
    ///
    /// - Parameter emulated: what is emulated.
    /// - Returns: the Markdown text.
    public static func text(of emulated: EmulatedOperations) -> String {
        let operations = DescribedOperation.all(of: emulated)
        let known = KnownOperations.all
        let described = known.count { $0.source == .description }
        let newer = known.count { $0.source == .sdk }
        let live = known.count { $0.source == .live }
        let authentication = known.count { $0.source == .authentication }
        var text = """
            \(operations.count) of the \(described) operations of the public description are emulated.

            501 is the answer of the other \(described - operations.count), of \(newer) that only newer SDKs have, of \(live) more in a list of live
            operations, of the \(authentication) of the authentication API, and of the entry points of OIDC, OAuth 2.0, CAS, SAML, the V2
            API and GraphQL.

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
            parts.append("except " + declaration.notEmulated.map(marked).joined(separator: ", "))
        }
        return parts.isEmpty ? "whole" : parts.joined(separator: "; ")
    }

    /// An entry with its first word, a field or a value of one, set as code.
    private static func marked(_ entry: String) -> String {
        let words = entry.split(separator: " ", maxSplits: 1)
        return (["`\(words[0])`"] + words.dropFirst().map(String.init)).joined(separator: " ")
    }
}
