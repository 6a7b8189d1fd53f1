/// An emulated operation as documents show it.
package struct DescribedOperation: Sendable {
    /// The name of the operation's type, such as `ListGroupMembers`.
    package let name: String
    /// The topic it belongs to, such as `groups`.
    package let domain: String
    /// What is known of it.
    package let declaration: OperationDeclaration

    /// All of them: the token first, then the domains in the order in which they build on each other, each sorted by
    /// path and then method.
    package static let all: [DescribedOperation] = {
        let token = ("GetManagementToken", GetManagementToken.declaration)
        let declarations = [token] + EmulatedOperations.all.map { ($0.name, $0.declaration) }
        let named = Dictionary(declarations.map { (key($0.1.method.rawValue, $0.1.path), $0) }) { first, _ in
            first
        }
        // The table of public operations is sorted as wanted.
        return PublicOperation.all.compactMap { operation in
            guard let (name, declaration) = named[key(operation.method, operation.path)] else { return nil }
            return DescribedOperation(name: name, domain: operation.domain, declaration: declaration)
        }
        .enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
    }()

    private static func key(_ method: String, _ path: String) -> String { "\(method) \(path)" }

    private static func rank(_ operation: DescribedOperation) -> Int {
        ["token", "groups", "organizations", "departments", "users"].firstIndex(of: operation.domain) ?? .max
    }

    /// The name in small words: `list group members`.
    package var title: String {
        var words = ""
        for character in name {
            if character.isUppercase, !words.isEmpty { words.append(" ") }
            words += character.lowercased()
        }
        return words
    }

    /// The name as programs write it: `listGroupMembers`.
    package var operationId: String {
        name.prefix(1).lowercased() + name.dropFirst()
    }
}
