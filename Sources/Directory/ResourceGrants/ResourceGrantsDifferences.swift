internal import PoolEngine

/// The compared table of grants.
///
/// The parts of `resource` are not compared.
extension DiffTable {
    /// The tables, in the order of a difference.
    static let ofResourceGrants = [
        DiffTable(
            "resourceGrants",
            from: """
                resource_grants t JOIN namespaces n ON n.key = t.namespaceKey
                LEFT JOIN users u ON u.key = t.userKey LEFT JOIN groups g ON g.key = t.groupKey
                LEFT JOIN roles r ON r.key = t.roleKey LEFT JOIN departments d ON d.key = t.departmentKey
                """,
            identity: [
                Column("namespace", "n.code"),
                Column(
                    "targetType",
                    """
                    CASE WHEN t.userKey IS NOT NULL THEN 'USER' WHEN t.groupKey IS NOT NULL THEN 'GROUP'
                    WHEN t.roleKey IS NOT NULL THEN 'ROLE' ELSE 'DEPARTMENT' END
                    """),
                Column("targetIdentifier", "coalesce(u.userId, g.code, r.code, d.departmentId)"),
                Column("resource", "t.resource"), Column("resourceType", "t.resourceType"),
                Column("effect", "iif(t.isDenied, 'DENY', 'ALLOW')"),
            ],
            values: [
                Column("actions", "t.actions", .json), Column("createdAt", "t.createdAt", .time),
                Column("updatedAt", "t.updatedAt", .time),
            ])
    ]
}
