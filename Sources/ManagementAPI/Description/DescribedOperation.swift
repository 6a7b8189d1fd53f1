internal import Bytes
internal import HTTP

/// An emulated operation as documents show it.
package struct DescribedOperation: Sendable {
    /// The name of the operation's type, such as `ListGroupMembers`.
    package let name: String
    /// The topic it belongs to, such as `groups`.
    package let domain: String
    /// What is known of it.
    package let declaration: OperationDeclaration
    /// Whether a call needs credentials, from which its user pool follows.
    package let needsUserPool: Bool

    /// All of them: the token first, then the domains in the order in which they build on each other, each sorted by
    /// path and then method.
    package static let all: [DescribedOperation] =
        EmulatedOperations.all.compactMap { entry in
            let declaration = entry.declaration
            return domain(of: declaration).map {
                DescribedOperation(
                    name: entry.name, domain: $0, declaration: declaration,
                    needsUserPool: entry.needsUserPool)
            }
        }
        .sorted { sortKey($0) < sortKey($1) }

    private static func domain(of declaration: OperationDeclaration) -> String? {
        let known = Array(declaration.path.utf8).withUnsafeBytes {
            KnownOperations.operations(at: ByteView($0))
        }
        return known.first { $0.method == declaration.method.rawValue }?.domain
    }

    private static func sortKey(_ operation: DescribedOperation) -> (Int, String, String) {
        (rank(operation), operation.declaration.path, operation.declaration.method.rawValue)
    }

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
