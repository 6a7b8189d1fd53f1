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

    private static let ofResource = SQL(
        """
        SELECT policyKey, isDenied, path, action FROM data_permissions WHERE resourceKey = ?1 ORDER BY path
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
    private func grants(on resource: DataResource, for user: Int64?) throws -> TreeGrants {
        var grants = TreeGrants(of: resource)
        var policies = policies(ofUser: user)
        guard user != nil else { return grants }
        _ = try connection.all(Self.ofResource, resource.key) { row throws(SQLiteError) in
            guard try policies.contains(row.integer(0)) else { return }
            grants.add(row.text(3), on: row.text(2), isDenied: row.bool(1))
        }
        return grants
    }
}
