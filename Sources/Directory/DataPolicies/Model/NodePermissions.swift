internal import PoolEngine
internal import SQLite

/// What a policy says of a node of a data resource.
struct NodePermission {
    /// The key of the policy.
    let policy: Int64
    let isDenied: Bool
    /// The action; `*` for every action.
    let action: String

    init(_ row: Row) {
        policy = row.integer(0)
        isDenied = row.bool(1)
        action = row.text(2)
    }

    /// Whether it is about an action.
    func names(_ asked: String) -> Bool {
        action == DataPermission.everyAction || ExactText.same(action, asked)
    }
}

/// The permissions that a user's policies have on one node.
///
/// Most nodes have few permissions, which are read. On a node with many, the policies of the user are looked for instead,
/// unless reading takes less, so a question does not cost more because other users have more policies.
extension DataDecisions {
    /// The number of permissions on a node from which they are many.
    static let manyPermissions = 64

    private static let ofNode = SQL(
        "SELECT policyKey, isDenied, action FROM data_permissions WHERE resourceKey = ?1 AND path = ?2 LIMIT ?3"
    )
    /// Looks into the index once for each action, effect and policy.
    private static let ofPolicies = SQL(
        """
        SELECT policyKey, isDenied, action FROM data_permissions INDEXED BY data_permissions_by_resource
        WHERE resourceKey = ?1 AND path = ?2 AND action IN (SELECT value FROM json_each(?3)) AND isDenied IN (0, 1)
            AND policyKey IN (SELECT value FROM json_each(?4))
        """)

    /// The permissions of a user's policies on a node, for all actions.
    ///
    /// - Throws: `SQLiteError`.
    func permissions(on place: DataPlace, by policies: inout UserPolicies) throws -> [NodePermission] {
        let resource = place.resource
        let found = try connection.all(
            Self.ofNode, resource.key, place.path, Self.manyPermissions, read: NodePermission.init)
        if found.count < Self.manyPermissions { return try found.filter { try policies.contains($0.policy) } }
        return try manyPermissions(on: place.path, of: resource.key, for: resource.actions, by: &policies)
    }

    /// The permissions of a user's policies on a node with many permissions.
    ///
    /// - Parameters:
    ///   - path: the path of the node.
    ///   - resource: the key of the data resource.
    ///   - actions: the actions of which permissions are needed; those of others may be there, too.
    ///   - policies: the policies of the user.
    /// - Returns: the permissions.
    /// - Throws: `SQLiteError`.
    func manyPermissions(
        on path: String, of resource: Int64, for actions: [String], by policies: inout UserPolicies
    ) throws -> [NodePermission] {
        let own = try policies.everything()
        guard !own.isEmpty else { return [] }
        let lookups = 2 * (actions.count + 1) * own.count
        let found = try connection.all(
            Self.ofNode, resource, path, lookups + 1, read: NodePermission.init)
        if found.count <= lookups { return found.filter { own.contains($0.policy) } }
        return try connection.all(
            Self.ofPolicies, resource, path, DataResource.text(of: actions + [DataPermission.everyAction]),
            UserPolicies.list(of: own), read: NodePermission.init)
    }
}
