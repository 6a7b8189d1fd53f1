internal import JSON
internal import PoolEngine
internal import SQLite

/// A node of a tree that is cut down to what a user may do.
struct PermittedTreeNode {
    /// The node in the struct.
    let node: Value
    /// What is permitted on the node or somewhere below it.
    let actions: DataActions
    let children: [PermittedTreeNode]
}

/// The permissions of some policies on a tree, in the form of the tree.
private final class TreeGrants {
    var grant = DataGrant()
    private(set) var below: [ExactText: TreeGrants] = [:]

    /// The permissions of a node, which are made if there are none yet.
    func at(_ path: String) -> TreeGrants {
        var place = self
        for code in path.utf8.split(separator: UInt8(ascii: "/")) {
            let code = ExactText(String(Substring(code)))
            if let next = place.below[code] {
                place = next
            } else {
                let next = TreeGrants()
                place.below[code] = next
                place = next
            }
        }
        return place
    }

    /// The nodes on which, or below which, something is permitted.
    func cut(_ siblings: some Sequence<Value>) -> [PermittedTreeNode] {
        siblings.compactMap { node in
            guard let grants = below[ExactText(node["code"]?.string ?? "")] else { return nil }
            let children = node["children"].map { grants.cut($0.elements) } ?? []
            var actions = grants.grant.permitted
            for child in children { actions.formUnion(child.actions) }
            if actions.isEmpty { return nil }
            return PermittedTreeNode(node: node, actions: actions, children: children)
        }
    }
}

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
        "SELECT policyKey, isDenied, path, action FROM data_permissions WHERE resourceKey = ?1")

    /// What a user may do with a data resource and the nodes of it.
    ///
    /// - Throws: `DataResourceError.namespaceNotFound`, `.notFound`, `SQLiteError`.
    func structure(of code: String, in namespace: String, for user: Int64?) throws -> ResourcePermissions {
        let resource = try dataResources.get(code, in: namespace)
        let policies = try policies(ofUser: user)
        let grants = TreeGrants()
        if !policies.isEmpty {
            let rows = try connection.all(Self.ofResource, resource.key) { row in
                policies.contains(row.integer(0)) ? (row.bool(1), row.text(2), row.text(3)) : nil
            }
            for case let (isDenied, path, action)? in rows {
                grants.at(path).grant.add(DataActions(action, of: resource), isDenied: isDenied)
            }
        }
        let text = try dataResources.structure(of: resource)
        guard let structure = try? Document(parsing: Array(text.utf8), limits: Self.limits) else {
            throw SQLiteError.unusable("data_resources.struct")
        }
        let root = structure.root
        let tree =
            resource.type == .tree
            ? root.kind == .object ? grants.cut([root]) : grants.cut(root.elements) : []
        return ResourcePermissions(
            resource: resource, structure: structure,
            actions: grants.grant.permitted.names(of: resource), tree: tree)
    }
}
