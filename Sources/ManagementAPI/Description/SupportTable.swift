internal import JSON

/// The table of what is emulated, in Markdown; docs/SUPPORTED.md is made from it.
public enum SupportTable {
    /// The lines, each with its end.
    public static func text() -> String {
        let rows = OpenAPIDocument.root["paths"]?.members.flatMap { path, methods in
            methods.members.map { method, operation in
                row(path.string ?? "", method.string?.uppercased() ?? "", operation)
            }
        }
        return introduction(emulated: rows?.count ?? 0) + (rows ?? []).joined()
    }

    private static func introduction(emulated: Int) -> String {
        let known = KnownOperations.all
        let described = known.count { $0.source == .description }
        let newer = known.count { $0.source == .sdk }
        let live = known.count { $0.source == .live }
        let authentication = known.count { $0.source == .authentication }
        return """
            \(emulated) of the \(described) operations of the public description are emulated.

            501 is the answer of the other \(described - emulated), of \(newer) that only newer SDKs have, of \(live) more in a list of live
            operations, of the \(authentication) of the authentication API, and of the entry points of OIDC, OAuth 2.0, CAS, SAML, the V2
            API and GraphQL.

            | domain | operation | path | emulated |
            |---|---|---|---|

            """
    }

    /// In what emulated operations differ from the public description, by method and path.
    static func differences() -> [String: [String]] {
        var differences: [String: [String]] = [:]
        for (path, methods) in OpenAPIDocument.root["paths"]?.members.map({ $0 }) ?? [] {
            for (method, operation) in methods.members {
                let name = "\(method.string?.uppercased() ?? "") \(path.string ?? "")"
                differences[name] = limits(of: operation)
            }
        }
        return differences
    }

    private static func row(_ path: String, _ method: String, _ operation: Value) -> String {
        let domain = operation["tags"]?.elements.first { _ in true }?.string ?? ""
        let title = operation["summary"]?.string?.lowercased() ?? ""
        return "| \(domain) | \(title) | `\(method) \(path)` | \(extent(of: operation)) |\n"
    }

    private static func extent(of operation: Value) -> String {
        var parts = isAlwaysEmpty(operation) ? ["always empty"] : []
        let refused = refusals(of: operation)
        if !refused.isEmpty { parts.append("except " + refused.map(marked).joined(separator: ", ")) }
        return parts.isEmpty ? "whole" : parts.joined(separator: "; ")
    }

    /// What an operation does not do, one sentence without its end for each.
    private static func limits(of operation: Value) -> [String] {
        (isAlwaysEmpty(operation) ? ["always empty"] : [])
            + refusals(of: operation).map { "not emulated: \($0)" }
    }

    /// The fields and values that an operation refuses, as they are not emulated.
    private static func refusals(of operation: Value) -> [String] {
        operation["x-not-emulated"]?.elements.compactMap(\.string) ?? []
    }

    /// Whether the reply is a list, with pages or without, that never has an element.
    private static func isAlwaysEmpty(_ operation: Value) -> Bool {
        let schema = operation["responses"]?["200"]?["content"]?["application/json"]?["schema"]
        guard let success = schema?["oneOf"]?.elements.first(where: { _ in true }),
            let data = success["properties"]?["data"]
        else { return false }
        let list = data["properties"]?["list"] ?? data
        return list["type"]?.string == "array" && list["maxItems"]?.int64 == 0
    }

    /// An entry with its first word, a field or a value of one, set as code.
    private static func marked(_ entry: String) -> String {
        let words = entry.split(separator: " ", maxSplits: 1)
        return (["`\(words[0])`"] + words.dropFirst().map(String.init)).joined(separator: " ")
    }
}
