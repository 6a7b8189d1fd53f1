internal import JSON
internal import PoolEngine
internal import SQLite

/// A node of a tree with what is permitted on it.
struct PermittedNode {
    /// The codes from the top of the tree, separated by slashes.
    let path: String
    let name: String
    let value: String?
    let actions: [String]
}

/// A data resource with what is permitted on it.
struct PermittedResource {
    let resource: DataResource
    /// The struct, JSON text; empty for a tree, whose nodes say what is needed of it.
    let structure: String
    /// What is permitted on the resource itself.
    let actions: [String]
    /// The nodes on which something is permitted, in the order of the tree.
    let nodes: [PermittedNode]
}

/// All that users may do.
extension DataDecisions {
    private static let ofPolicy = SQL(
        "SELECT resourceKey, path, action, isDenied FROM data_permissions WHERE policyKey = ?1")
    private static let node = SQL(
        "SELECT position, name, value FROM data_resource_nodes WHERE resourceKey = ?1 AND path = ?2")

    /// A permission of a policy.
    struct StoredPermission {
        let resource: Int64
        let path: String
        let action: String
        let isDenied: Bool
    }

    /// The permissions of a policy.
    ///
    /// - Throws: `SQLiteError`.
    func permissions(of policy: Int64) throws -> [StoredPermission] {
        try connection.all(Self.ofPolicy, policy) {
            StoredPermission(
                resource: $0.integer(0), path: $0.text(1), action: $0.text(2), isDenied: $0.bool(3))
        }
    }

    /// The data resources on which some policies permit something, oldest first.
    ///
    /// - Parameters:
    ///   - policies: the keys of the policies.
    ///   - namespaces: the codes of the namespaces; nil for all.
    /// - Returns: the data resources.
    /// - Throws: `SQLiteError`.
    func permitted(
        by policies: some Sequence<Int64>, in namespaces: Set<ExactText>?
    ) throws -> [PermittedResource] {
        var found: [Int64: [StoredPermission]] = [:]
        for policy in policies {
            for permission in try permissions(of: policy) {
                found[permission.resource, default: []].append(permission)
            }
        }
        return try found.keys.sorted().compactMap { key in
            let resource = try dataResources.resource(withKey: key)
            guard namespaces?.contains(ExactText(resource.namespace)) ?? true else { return nil }
            return try permitted(resource, by: found[key] ?? [])
        }
    }

    /// What some permissions permit on a data resource; nil for nothing.
    private func permitted(
        _ resource: DataResource, by permissions: [StoredPermission]
    ) throws -> PermittedResource? {
        var grants: [ExactText: (path: String, grant: DataGrant)] = [:]
        for permission in permissions {
            grants[ExactText(permission.path), default: (permission.path, DataGrant())].grant.add(
                DataActions(ExactText(permission.action), of: resource), isDenied: permission.isDenied)
        }
        let actions = grants[ExactText("")]?.grant.permitted.names(of: resource) ?? []
        let nodes = resource.type == .tree ? try nodes(grants.values.map { $0 }, of: resource) : []
        guard resource.type == .tree ? !nodes.isEmpty : !actions.isEmpty else { return nil }
        return PermittedResource(
            resource: resource,
            structure: resource.type == .tree ? "" : try dataResources.structure(of: resource),
            actions: actions, nodes: nodes)
    }

    /// The nodes of a tree that exist and on which something is permitted.
    private func nodes(
        _ grants: [(path: String, grant: DataGrant)], of resource: DataResource
    ) throws -> [PermittedNode] {
        var nodes: [(position: Int64, node: PermittedNode)] = []
        for (path, grant) in grants where !path.isEmpty && !grant.permitted.isEmpty {
            let node = try connection.first(Self.node, resource.key, path) { row in
                (
                    row.integer(0),
                    PermittedNode(
                        path: path, name: row.text(1), value: row.optionalText(2),
                        actions: grant.permitted.names(of: resource))
                )
            }
            if let node { nodes.append(node) }
        }
        return nodes.sorted { $0.position < $1.position }.map(\.node)
    }
}
