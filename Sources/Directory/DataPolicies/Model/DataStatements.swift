internal import PoolEngine
internal import SQLite

/// The statements of data policies.
struct DataStatements: DomainStore {
    let directory: PoolTransaction

    private static let delete = SQL("DELETE FROM data_permissions WHERE policyKey = ?1")
    private static let insert = SQL(
        """
        INSERT INTO data_permissions (policyKey, statement, position, isDenied, resourceKey, path, action)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """)
    private static let ofPolicy = SQL(
        """
        SELECT m.statement, m.isDenied, n.code, r.code, m.path, m.action FROM data_permissions m
        JOIN data_resources r ON r.key = m.resourceKey JOIN namespaces n ON n.key = r.namespaceKey
        WHERE m.policyKey = ?1 ORDER BY m.statement, m.position
        """)
    private static let hasNode = SQL(
        "SELECT 1 FROM data_resource_nodes WHERE resourceKey = ?1 AND path = ?2")

    /// Replaces the statements of a policy.
    ///
    /// - Parameters:
    ///   - statements: the statements.
    ///   - policy: the policy's key.
    ///   - checkingNodes: whether nodes and actions must exist; they need not in a seed, since they can end after a
    ///     policy has named them.
    /// - Throws: `DataPolicyError.noPermissions`, `.invalidPermission`, `SQLiteError`.
    func set(_ statements: [DataStatement], of policy: Int64, checkingNodes: Bool) throws {
        try connection.run(Self.delete, policy)
        var known: [ExactText: DataResource] = [:]
        for (number, statement) in statements.enumerated() {
            if statement.permissions.isEmpty && checkingNodes { throw DataPolicyError.noPermissions }
            for (position, text) in statement.permissions.enumerated() {
                let (resource, permission) = try read(text, &known)
                if checkingNodes, try !exists(permission, in: resource) {
                    throw DataPolicyError.invalidPermission(text)
                }
                try connection.run(
                    Self.insert, policy, number, position, statement.effect == .deny, resource.key,
                    permission.path, permission.action)
            }
        }
    }

    /// Finds the data resource of a permission.
    private func read(
        _ text: String, _ known: inout [ExactText: DataResource]
    ) throws -> (DataResource, DataPermission) {
        guard let permission = DataPermission(text) else { throw DataPolicyError.invalidPermission(text) }
        let name = ExactText("\(permission.namespace)/\(permission.resource)")
        if let resource = known[name] { return (resource, permission) }
        guard let namespace = try namespaces.find(permission.namespace),
            let resource = try dataResources.find(permission.resource, namespaceKey: namespace.key)
        else { throw DataPolicyError.invalidPermission(text) }
        known[name] = resource
        return (resource, permission)
    }

    /// Whether a data resource has the node and the action of a permission.
    private func exists(_ permission: DataPermission, in resource: DataResource) throws -> Bool {
        guard permission.action == DataPermission.everyAction || resource.has(action: permission.action)
        else {
            return false
        }
        return try hasNode(permission.path, in: resource.key)
    }

    /// Whether a data resource has a node.
    ///
    /// - Parameters:
    ///   - path: its path; empty for the resource itself, which every resource has.
    ///   - resource: the resource's key.
    /// - Returns: whether it has.
    /// - Throws: `SQLiteError`.
    func hasNode(_ path: String, in resource: Int64) throws -> Bool {
        if path.isEmpty { return true }
        return try connection.first(Self.hasNode, resource, path) { _ in true } ?? false
    }

    /// The statements of a policy; those whose data resources were all deleted are left out.
    ///
    /// - Throws: `SQLiteError`.
    func list(of policy: Int64) throws -> [DataStatement] {
        var statements: [(number: Int64, statement: DataStatement)] = []
        let rows = try connection.all(Self.ofPolicy, policy) { row in
            let permission = DataPermission(
                namespace: row.text(2), resource: row.text(3), path: row.text(4), action: row.text(5))
            return (number: row.integer(0), isDenied: row.bool(1), text: permission.text)
        }
        var start = rows.startIndex
        while start < rows.endIndex {
            let rest = rows[start...]
            let permissions = rest.prefix { $0.number == rows[start].number }
            statements.append(
                (
                    rows[start].number,
                    DataStatement(rows[start].isDenied ? .deny : .allow, permissions.map(\.text))
                ))
            start = permissions.endIndex
        }
        return statements.map(\.statement)
    }
}

extension DataResource {
    /// Whether it has an action.
    func has(action: String) -> Bool {
        actions.contains { ExactText.same($0, action) }
    }
}
