internal import PoolEngine

/// The compared tables of data policies.
extension DiffTable {
    /// The tables, in the order of a difference.
    static let ofDataPolicies = [dataPolicies, dataPermissions, dataPolicyTargets]

    private static let ofPolicy = "JOIN data_policies p ON p.key = t.policyKey"
    private static let policyId = Column("policyId", "p.policyId")

    private static let dataPolicies = DiffTable(
        "dataPolicies", from: "data_policies t", identity: [Column("policyId")],
        values: [
            Column("policyName", "t.name"), Column("description"), Column("createdAt", nil, .time),
            Column("updatedAt", nil, .time),
        ])

    private static let dataPermissions = DiffTable(
        "dataPermissions",
        from: """
            data_permissions t \(ofPolicy) JOIN data_resources r ON r.key = t.resourceKey
            JOIN namespaces n ON n.key = r.namespaceKey
            """,
        identity: [
            policyId, Column("statement", "CAST(t.statement AS TEXT)"),
            Column("position", "CAST(t.position AS TEXT)"),
        ],
        values: [
            Column("effect", "iif(t.isDenied, 'DENY', 'ALLOW')"), Column("namespaceCode", "n.code"),
            Column("resourceCode", "r.code"), Column("path"), Column("action"),
        ])

    private static let dataPolicyTargets = DiffTable(
        "dataPolicyTargets",
        from: """
            data_policy_targets t \(ofPolicy) LEFT JOIN users u ON u.key = t.userKey
            LEFT JOIN groups g ON g.key = t.groupKey LEFT JOIN roles r ON r.key = t.roleKey
            LEFT JOIN departments d ON d.key = t.departmentKey
            """,
        identity: [
            policyId,
            Column(
                "targetType",
                """
                CASE WHEN t.userKey IS NOT NULL THEN 'USER' WHEN t.groupKey IS NOT NULL THEN 'GROUP'
                WHEN t.roleKey IS NOT NULL THEN 'ROLE' ELSE 'ORG' END
                """),
            Column("targetIdentifier", "coalesce(u.userId, g.id, r.id, d.departmentId)"),
        ],
        values: [Column("authorizedAt", nil, .time)])
}
