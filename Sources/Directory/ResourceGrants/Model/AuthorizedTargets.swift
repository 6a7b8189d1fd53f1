public import PoolEngine
internal import SQLite

/// One to whom a resource is granted.
public struct AuthorizedTarget: Sendable {
    /// The kind of target.
    public let type: ResourceTargetType
    /// A user's id, a group's or role's code, or a department's id.
    public let identifier: String
    /// What is granted, by all grants on the resource that the target has itself.
    public let actions: [String]
}

extension ResourceGrants {
    /// Grants on the resource itself, on its class, or on everything.
    private static let onResource = SQL(
        """
        SELECT key, userKey, roleKey, groupKey, departmentKey, actions FROM resource_grants
        WHERE namespaceKey = ?1 AND kind IN (?2, '*') AND item IN (?3, '*') AND NOT isDenied
        """)
    private static let identifiers = [
        SQL("SELECT userId FROM users WHERE key = ?1"),
        SQL("SELECT code FROM roles WHERE key = ?1"),
        SQL("SELECT code FROM groups WHERE key = ?1"),
        SQL("SELECT departmentId FROM departments WHERE key = ?1"),
    ]

    /// Those to whom a resource is granted, newest grant first.
    ///
    /// - Parameters:
    ///   - resource: the resource: `books`, `books:*`, `books:123` or `*`.
    ///   - namespace: the code of the namespace; nil or empty for `default`.
    ///   - type: the kind of targets; nil for all.
    ///   - page: the page.
    /// - Returns: the targets of the page and the number of all.
    /// - Throws: `NamespaceError.notFound`, `SQLiteError`.
    /// - Complexity: linear in the number of grants on the resource; the actions of the page only are parsed.
    public func targets(
        of resource: String, in namespace: String?, type: ResourceTargetType?, page: Page
    ) throws -> Paged<AuthorizedTarget> {
        let name = ResourceName(resource)
        let grants = try connection.all(
            Self.onResource, try namespaces.key(of: namespace), name.kind, name.item
        ) { row in
            let place = ResourceTargetType.allCases.indices.first { !row.isNull(Int32(1 + $0)) } ?? 0
            let target = ResourceTarget(
                type: ResourceTargetType.allCases[place], key: row.integer(Int32(1 + place)))
            return (key: row.integer(0), target: target, actions: row.text(5))
        }.filter { type == nil || $0.target.type == type }.sorted { $0.key > $1.key }
        var places: [ResourceTarget: Int] = [:]
        var found: [(target: ResourceTarget, actions: [String])] = []
        for grant in grants {
            if let place = places[grant.target] {
                found[place].actions.append(grant.actions)
            } else {
                places[grant.target] = found.count
                found.append((grant.target, [grant.actions]))
            }
        }
        return Paged(
            totalCount: found.count,
            list: try page.entries(of: found).map { entry in
                AuthorizedTarget(
                    type: entry.target.type, identifier: try identifier(of: entry.target),
                    actions: GrantedActions(of: entry.actions.flatMap(DataResource.actions), on: .data).names)
            })
    }

    /// How calls name a target.
    func identifier(of target: ResourceTarget) throws -> String {
        try connection.first(Self.identifiers[target.type.place], target.key) { $0.text(0) } ?? ""
    }
}
