public import PoolEngine
internal import SQLite

/// A data policy, without its statements and targets.
public struct DataPolicy: Sendable {
    /// The policy's key in the database.
    public let key: Int64
    /// The vendor's id: 24 hexadecimal digits.
    public let policyId: String
    /// The display name, unique in the pool.
    public let name: String
    /// The description; nil if none was given.
    public let description: String?
    /// When it was created.
    public let createdAt: Timestamp
    /// When a field last changed.
    public let updatedAt: Timestamp
}

extension DataPolicy {
    /// The columns of a query that `init(_:)` reads; the policies table is named `p` in it.
    static let columns = "p.key, p.policyId, p.name, p.description, p.createdAt, p.updatedAt"

    /// Reads a row of a query over `columns`.
    init(_ row: Row) {
        key = row.integer(0)
        policyId = row.text(1)
        name = row.text(2)
        description = row.optionalText(3)
        createdAt = Timestamp(milliseconds: row.integer(4))
        updatedAt = Timestamp(milliseconds: row.integer(5))
    }
}

/// A statement of a data policy.
public struct DataStatement: Sendable {
    /// What the statement does with its permissions.
    public enum Effect: String, CaseIterable, Sendable {
        case deny = "DENY"
        case allow = "ALLOW"
    }

    public let effect: Effect
    /// The permissions: `namespace/resource/action`, of a node of a tree `namespace/resource/node/…/action`.
    public let permissions: [String]

    public init(_ effect: Effect, _ permissions: [String]) {
        self.effect = effect
        self.permissions = permissions
    }
}

/// A permission as its parts.
struct DataPermission {
    /// The action that means every action.
    static let everyAction = "*"

    let namespace: String
    let resource: String
    /// The codes of nodes below the resource, separated by slashes; empty for the resource itself.
    let path: String
    let action: String

    /// Divides the text of a permission at its slashes; nil if it has fewer than three parts or an empty one.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count >= 3, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        namespace = String(Substring(parts[0]))
        resource = String(Substring(parts[1]))
        path = parts[2..<(parts.count - 1)].map { String(Substring($0)) }.joined(separator: "/")
        action = String(Substring(parts[parts.count - 1]))
    }

    init(namespace: String, resource: String, path: String, action: String) {
        self.namespace = namespace
        self.resource = resource
        self.path = path
        self.action = action
    }

    var text: String {
        path.isEmpty ? "\(namespace)/\(resource)/\(action)" : "\(namespace)/\(resource)/\(path)/\(action)"
    }
}
