internal import JSON
internal import PoolEngine
internal import SQLite

/// What a user may do with one data resource.
struct ResourcePermissions {
    let resource: DataResource
    /// The struct.
    let structure: Document
    /// What is permitted on the resource itself.
    let actions: [String]
    /// The tree, cut down to the permitted nodes and the way to them; empty for other types.
    let tree: [PermittedTreeNode]
}

extension DataDecisions {
    /// The limits of a stored struct, independent of those of request bodies.
    private static let limits = Limits(depth: 512, nodes: 100_000_000)

    /// The number of permissions on a data resource from which they are many.
    private static let manyOnResource = 2_000

    private static let ofResource = SQL(
        """
        SELECT policyKey, isDenied, path, action FROM data_permissions WHERE resourceKey = ?1 ORDER BY path LIMIT ?2
        """)
    private static let ofPolicies = SQL(
        """
        SELECT m.policyKey, m.isDenied, m.path, m.action FROM json_each(?2)
        CROSS JOIN data_permissions m ON m.policyKey = json_each.value AND +m.resourceKey = ?1 ORDER BY m.path
        """)
    private static let hasMore = SQL(
        """
        SELECT 1 FROM json_each(?1) CROSS JOIN data_permissions m ON m.policyKey = json_each.value LIMIT 1 OFFSET ?2
        """)

    /// What a user may do with a data resource and the nodes of it.
    ///
    /// - Throws: `DataResourceError.namespaceNotFound`, `.notFound`, `SQLiteError`.
    func structure(of code: String, in namespace: String, for user: Int64?) throws -> ResourcePermissions {
        let resource = try dataResources.get(code, in: namespace)
        var grants = try grants(on: resource, for: user)
        let text = try dataResources.structureBytes(of: resource)
        guard let structure = try? Document(parsing: text, limits: Self.limits) else {
            throw SQLiteError.unusable("data_resources.struct")
        }
        let root = structure.root
        let tree =
            resource.type == .tree
            ? root.kind == .object ? grants.cut(CollectionOfOne(root)) : grants.cut(root.elements) : []
        return ResourcePermissions(
            resource: resource, structure: structure, actions: grants.ofResource.names(of: resource),
            tree: tree)
    }

    /// What the policies of a user say of the nodes of a data resource.
    ///
    /// Mostly all permissions on the resource are read. If they are many and those of the user's policies are not, the
    /// latter are read, so a question does not cost more because other users have more policies.
    private func grants(on resource: DataResource, for user: Int64?) throws -> TreeGrants {
        guard user != nil else { return TreeGrants(of: resource) }
        let many = Self.manyOnResource
        var policies = policies(ofUser: user)
        let found = try grants(Self.ofResource, resource, many, by: &policies)
        if found.rows < many { return found.grants }
        let own = UserPolicies.list(of: try policies.everything())
        let hasMore = try connection.first(Self.hasMore, own, 4 * many) { _ in true } ?? false
        return hasMore
            ? try grants(Self.ofResource, resource, -1, by: &policies).grants
            : try grants(Self.ofPolicies, resource, own, by: &policies).grants
    }

    /// Reads permissions on a data resource, of which those of a user's policies count.
    private func grants(
        _ sql: SQL, _ resource: DataResource, _ limit: some Bindable, by policies: inout UserPolicies
    ) throws -> (grants: TreeGrants, rows: Int) {
        var grants = TreeGrants(of: resource)
        var rows = 0
        _ = try connection.all(sql, resource.key, limit) { row throws(SQLiteError) in
            rows += 1
            guard try policies.contains(row.integer(0)) else { return }
            grants.add(row.text(3), on: row.text(2), isDenied: row.bool(1))
        }
        return (grants, rows)
    }
}
