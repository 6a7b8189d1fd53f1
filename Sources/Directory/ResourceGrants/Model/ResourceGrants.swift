internal import PoolEngine
internal import SQLite

/// The grants on common resources of a pool.
public struct ResourceGrants: DomainStore {
    let directory: PoolTransaction

    private static let departmentKey = SQL("SELECT key FROM departments WHERE departmentId = ?1")
    private static let find = ResourceTargetType.allCases.map { type in
        SQL(
            """
            SELECT key, actions FROM resource_grants INDEXED BY \(type.index)
            WHERE \(type.column) = ?1 AND namespaceKey = ?2 AND kind = ?3 AND item = ?4 AND resourceType = ?5
                AND isDenied = ?6
            """)
    }
    private static let insert = ResourceTargetType.allCases.map { type in
        SQL(
            """
            INSERT INTO resource_grants (\(type.column), namespaceKey, kind, item, resourceType, isDenied, resource,
                actions, createdAt, updatedAt)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9)
            """)
    }
    private static let setActions = SQL(
        "UPDATE resource_grants SET actions = ?2, updatedAt = ?3 WHERE key = ?1")
    private static let ofTarget = ResourceTargetType.allCases.map { type in
        SQL(
            """
            SELECT \(ResourceGrant.columns)
            FROM resource_grants g INDEXED BY \(type.index) \(ResourceGrant.joined)
            WHERE g.\(type.column) = ?1 AND g.namespaceKey = ?2 ORDER BY g.key DESC
            """)
    }
    private static let deleteOfUser = SQL("DELETE FROM resource_grants WHERE userKey = ?1")
    private static let deleteOfClass = SQL(
        "DELETE FROM resource_grants WHERE namespaceKey = ?1 AND kind = ?2")
    private static let deleteOfItem = SQL(
        "DELETE FROM resource_grants WHERE namespaceKey = ?1 AND kind = ?2 AND item = ?3")

    /// The decisions by the grants.
    public var decisions: ResourceDecisions { ResourceDecisions(directory: directory) }

    /// The target that a call names.
    ///
    /// - Parameters:
    ///   - type: the kind of target.
    ///   - identifier: a user's id, a group's code, a role's code in the namespace, or a department's id.
    ///   - namespace: the code of the namespace; nil or empty for `default`.
    /// - Returns: the target.
    /// - Throws: `UserError.notFound`, `ResourceGrantError.groupNotFound`, `RoleError.notFound`,
    ///   `DepartmentError.notFound`, `NamespaceError.notFound`, `SQLiteError`.
    func target(_ type: ResourceTargetType, _ identifier: String, in namespace: String?) throws
        -> ResourceTarget
    {
        switch type {
        case .user: return ResourceTarget(type: type, key: try users.key(of: identifier))
        case .group:
            do {
                return ResourceTarget(type: type, key: try groups.key(of: identifier))
            } catch GroupError.notFound {
                throw ResourceGrantError.groupNotFound(identifier)
            }
        case .role:
            return ResourceTarget(
                type: type, key: try roles.key(of: RoleReference(identifier, in: namespace)))
        case .department:
            guard let key = try connection.first(Self.departmentKey, identifier, read: { $0.integer(0) })
            else { throw DepartmentError.notFound(id: identifier) }
            return ResourceTarget(type: type, key: key)
        }
    }

    /// Grants a resource to a target; the actions are added to those that it has.
    ///
    /// - Throws: `SQLiteError`.
    func grant(_ new: NewResourceGrant, to target: ResourceTarget, namespaceKey: Int64) throws {
        let name = ResourceName(new.resource)
        let present = try connection.first(
            Self.find[target.type.place], target.key, namespaceKey, name.kind, name.item, new.type.rawValue,
            new.isDenied
        ) { (key: $0.integer(0), actions: GrantedActions(text: $0.text(1), on: new.type)) }
        guard let present else {
            _ = try insert(new, to: target, namespaceKey: namespaceKey)
            return
        }
        let added = GrantedActions(of: new.actions, on: new.type)
        let actions = GrantedActions(merging: [present.actions, added], on: new.type)
        if !ExactText.same(actions.text, present.actions.text) {
            try connection.run(
                Self.setActions, present.key, actions.text, environment.clock.now.milliseconds)
        }
    }

    /// Grants a resource to a target that has no such grant.
    ///
    /// - Returns: the key of the grant.
    /// - Throws: `SQLiteError`, with `isUniqueViolation` if the target has a grant on the resource.
    func insert(
        _ new: NewResourceGrant, to target: ResourceTarget, namespaceKey: Int64
    ) throws(SQLiteError) -> Int64 {
        let name = ResourceName(new.resource)
        try connection.run(
            Self.insert[target.type.place], target.key, namespaceKey, name.kind, name.item,
            new.type.rawValue, new.isDenied, new.resource, GrantedActions(of: new.actions, on: new.type).text,
            environment.clock.now.milliseconds)
        return connection.lastInsertedRow
    }

    /// What is granted to a target itself, newest first.
    ///
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    func list(
        of target: ResourceTarget, in namespace: String?, _ filter: ResourceGrantFilter
    ) throws -> [ResourceGrant] {
        let namespaceKey = try namespaces.key(of: namespace)
        return try connection.all(
            Self.ofTarget[target.type.place], target.key, namespaceKey, read: ResourceGrant.init
        ).filter(filter.accepts)
    }

    /// Removes the grants of a user.
    ///
    /// - Throws: `SQLiteError`.
    func removeAll(ofUser key: Int64) throws(SQLiteError) {
        try connection.run(Self.deleteOfUser, key)
    }

    /// Removes the grants on a resource, and on the items of a class.
    ///
    /// - Throws: `SQLiteError`.
    func removeAll(on name: ResourceName, namespaceKey: Int64) throws(SQLiteError) {
        if name.item == ResourceName.all {
            try connection.run(Self.deleteOfClass, namespaceKey, name.kind)
        } else {
            try connection.run(Self.deleteOfItem, namespaceKey, name.kind, name.item)
        }
    }
}

extension PoolTransaction {
    /// The grants on common resources of the pool.
    var resourceGrants: ResourceGrants { ResourceGrants(directory: self) }
}

extension DomainStore {
    var resourceGrants: ResourceGrants { directory.resourceGrants }
}
