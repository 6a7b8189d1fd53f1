internal import PoolEngine
internal import SQLite

/// The permissions of all policies that can permit something, in arrays: for questions about all users.
///
/// A permission on a node that does not exist is left out.
struct EveryPermission: DomainStore {
    /// A permission; nodes and data resources are numbered from 0.
    private struct Entry {
        let resource: Int32
        let node: Int32
        let actions: DataActions
    }

    let directory: PoolTransaction
    private var allowed: [Int64: [Entry]] = [:]
    private var denied: [Int64: [Entry]] = [:]
    /// What the policies of the user with the number `turn` deny on each node.
    private var deniedOnNode: [(turn: Int, actions: DataActions)] = []
    /// The number of the last user who may do something with each data resource.
    private var lastTurn: [Int] = []
    private var turn = 0

    /// In the order of the index, so that the permissions on a node are neighbours.
    private static let all = SQL(
        """
        SELECT m.policyKey, m.isDenied, m.resourceKey, m.path, m.action FROM data_permissions m
        CROSS JOIN data_resources r ON r.key = m.resourceKey
        WHERE CASE r.type WHEN 'TREE' THEN EXISTS (SELECT 1 FROM data_resource_nodes n
            WHERE n.resourceKey = m.resourceKey AND n.path = m.path) ELSE m.path = '' END
        ORDER BY m.resourceKey, m.path
        """)

    /// Reads the permissions.
    ///
    /// - Throws: `SQLiteError`.
    init(directory: PoolTransaction) throws {
        self.directory = directory
        let rows = try connection.all(Self.all) {
            (
                policy: $0.integer(0), isDenied: $0.bool(1), resource: $0.integer(2),
                path: ExactText($0.text(3)), action: ExactText($0.text(4))
            )
        }
        var resource: DataResource?
        var path: ExactText?
        for row in rows {
            if resource?.key != row.resource {
                resource = try dataResources.resource(withKey: row.resource)
                lastTurn.append(0)
                path = nil
            }
            if path != row.path {
                path = row.path
                deniedOnNode.append((0, .none))
            }
            guard let resource else { continue }
            let entry = Entry(
                resource: Int32(lastTurn.count - 1), node: Int32(deniedOnNode.count - 1),
                actions: DataActions(row.action, of: resource))
            if row.isDenied {
                denied[row.policy, default: []].append(entry)
            } else {
                allowed[row.policy, default: []].append(entry)
            }
        }
    }

    /// On how many data resources some policies together permit something.
    ///
    /// - Parameter policies: the keys of the policies; one may be there twice.
    /// - Returns: the number.
    /// - Complexity: linear in the number of their permissions.
    mutating func count(by policies: [Int64]) -> Int {
        turn += 1
        for policy in policies {
            for entry in denied[policy] ?? [] {
                let node = Int(entry.node)
                if deniedOnNode[node].turn != turn { deniedOnNode[node] = (turn, .none) }
                deniedOnNode[node].actions.formUnion(entry.actions)
            }
        }
        var count = 0
        for policy in policies {
            for entry in allowed[policy] ?? [] where lastTurn[Int(entry.resource)] != turn {
                let denied = deniedOnNode[Int(entry.node)]
                let permitted =
                    denied.turn == turn ? entry.actions.subtracting(denied.actions) : entry.actions
                guard !permitted.isEmpty else { continue }
                lastTurn[Int(entry.resource)] = turn
                count += 1
            }
        }
        return count
    }
}
