public import Contract
internal import HTTP

/// An emulated operation as documents show it.
public struct DescribedOperation: Sendable {
    /// The name of the operation's type, such as `ListGroupMembers`.
    public let name: String
    /// The topic it belongs to, such as `groups`.
    public let domain: String
    /// What is known of it.
    public let declaration: OperationDeclaration
    /// Whether a call needs credentials, from which its user pool follows.
    public let needsUserPool: Bool

    /// All of them by domain, each domain sorted by path and then method.
    public static func all(of operations: EmulatedOperations) -> [DescribedOperation] {
        operations.domains.flatMap { domain, entries in
            entries.map { entry in
                DescribedOperation(
                    name: entry.name, domain: domain, declaration: entry.declaration,
                    needsUserPool: entry.needsUserPool)
            }
            .sorted { sortKey($0.declaration) < sortKey($1.declaration) }
        }
    }

    private static func sortKey(_ declaration: OperationDeclaration) -> (String, String) {
        (declaration.path, declaration.method.rawValue)
    }

    /// The name in small words: `list group members`.
    public var title: String {
        var words = ""
        for character in name {
            if character.isUppercase, !words.isEmpty { words.append(" ") }
            words += character.lowercased()
        }
        return words
    }

    /// The name as programs write it: `listGroupMembers`.
    public var operationId: String {
        name.prefix(1).lowercased() + name.dropFirst()
    }
}
