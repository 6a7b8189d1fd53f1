internal import PoolEngine
internal import SQLite

/// Decides what users may do with common resources (resources.md).
///
/// What counts is granted to the user, to the user's groups and departments, and to the roles that have an effect now.
/// What some grant allows and none denies is permitted.
public struct ResourceDecisions: DomainStore {
    let directory: PoolTransaction

    /// The grants of a user's subjects, as a query.
    ///
    /// - Parameters:
    ///   - columns: the columns; the table of grants is `g`.
    ///   - join: what else is joined.
    ///   - condition: the condition on the grants.
    /// - Returns: the query.
    private static func query(_ columns: String, join: String = "", where condition: String) -> SQL {
        func grants(_ type: ResourceTargetType) -> String {
            "resource_grants g INDEXED BY \(type.index)"
        }
        let roles = RoleHolding.ways(
            ofUser: "?1", at: "?2", to: "\(grants(.role)) ON g.roleKey = u.roleKey AND \(condition) \(join)")
        return SQL(
            """
            SELECT \(columns) FROM \(grants(.user)) \(join) WHERE g.userKey = ?1 AND \(condition)
            UNION ALL SELECT \(columns) FROM group_members m CROSS JOIN \(grants(.group)) \(join)
                WHERE m.userKey = ?1 AND g.groupKey = m.groupKey AND \(condition)
            UNION ALL SELECT \(columns) FROM department_members m CROSS JOIN \(grants(.department)) \(join)
                WHERE m.userKey = ?1 AND g.departmentKey = m.departmentKey AND \(condition)
            UNION ALL SELECT \(columns) \(roles[0])
            UNION ALL SELECT \(columns) \(roles[1])
            """)
    }

    private static let isNamed = SQL(
        "SELECT 1 FROM resource_grants WHERE namespaceKey = ?1 AND kind = ?2 AND item = ?3 LIMIT 1")
    private static let named = query(
        "g.resourceType, g.actions, g.isDenied", where: "g.namespaceKey = ?3 AND g.kind = ?4 AND g.item = ?5")
    private static let all = query(
        "\(ResourceGrant.columns), g.key", join: ResourceGrant.joined, where: "g.namespaceKey = ?3")

    /// Whether a user may do something with a resource.
    ///
    /// - Parameters:
    ///   - userId: the user's id.
    ///   - action: the action.
    ///   - resource: the resource: `books`, `books:*`, `books:123` or `*`.
    ///   - namespace: the code of the namespace; nil or empty for `default`.
    /// - Returns: the answer.
    /// - Throws: `UserError.notFound`, `NamespaceError.notFound`, `SQLiteError`.
    public func isAllowed(
        _ userId: String, _ action: String, _ resource: String, in namespace: String?
    ) throws -> Bool {
        let user = try users.key(of: userId)
        let namespaceKey = try namespaces.key(of: namespace)
        var isAllowed = false
        // A query for each name: `IN` would make SQLite build a list for each subject, which costs more than the rest.
        for name in ResourceName(resource).covering where try isNamed(name, namespaceKey) {
            for grant in try grants(on: name, namespaceKey, of: user) where grant.actions.contains(action) {
                if grant.isDenied { return false }
                isAllowed = true
            }
        }
        return isAllowed
    }

    /// Whether anyone has a grant on just this name; of most wildcards there is none.
    private func isNamed(_ name: ResourceName, _ namespace: Int64) throws(SQLiteError) -> Bool {
        try connection.first(Self.isNamed, namespace, name.kind, name.item) { _ in true } ?? false
    }

    private func grants(
        on name: ResourceName, _ namespace: Int64, of user: Int64
    ) throws(SQLiteError) -> [(actions: GrantedActions, isDenied: Bool)] {
        try connection.all(
            Self.named, user, environment.clock.now.milliseconds, namespace, name.kind, name.item
        ) { row throws(SQLiteError) in
            let type: ResourceType = try row.choice(0, of: "resource_grants.resourceType")
            return (GrantedActions(text: row.text(1), on: type), row.bool(2))
        }
    }

    /// What a user may do with the resources of a namespace, newest grant first: one entry for each resource and type,
    /// without the actions that some grant denies.
    ///
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    func list(of user: User, in namespace: String?, _ filter: ResourceGrantFilter) throws -> [ResourceGrant] {
        let namespaceKey = try namespaces.key(of: namespace)
        let grants = try connection.all(
            Self.all, user.key, environment.clock.now.milliseconds, namespaceKey
        ) { row throws(SQLiteError) in (grant: try ResourceGrant(row), key: row.integer(6)) }
        .sorted { $0.key > $1.key }.map(\.grant)
        return Self.permitted(by: grants, filter)
    }
}
