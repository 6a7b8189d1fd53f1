internal import PoolEngine

/// The compared tables of organizations and departments.
///
/// Derived data is not compared: counts and join orders.
extension DiffTable {
    /// The tables, in the order of a difference.
    static let ofDepartments = [
        organizations, departments, departmentMembers, departmentLeaders, departmentSyncRelations,
    ]

    private static let userId = Column("userId", "u.userId")
    private static let ofUser = "JOIN users u ON u.key = t.userKey"
    private static let departmentId = Column("departmentId", "d.departmentId")
    private static let ofDepartment = "JOIN departments d ON d.key = t.departmentKey"

    private static let organizations = DiffTable(
        "organizations", from: "departments t WHERE t.parentKey IS NULL", identity: [Column("departmentId")],
        values: [Column("organizationCode", "t.code"), Column("organizationName", "t.name")]
            + ofEveryDepartment)

    private static let departments = DiffTable(
        "departments", from: "departments t WHERE t.parentKey IS NOT NULL",
        identity: [Column("departmentId")],
        values: [
            Column("organizationCode", "(SELECT o.code FROM departments o WHERE o.key = t.organizationKey)"),
            Column(
                "parentDepartmentId", "(SELECT p.departmentId FROM departments p WHERE p.key = t.parentKey)"),
            Column("code"), Column("name"),
        ] + ofEveryDepartment)

    private static let departmentMembers = DiffTable(
        "departmentMembers", from: "department_members t \(ofDepartment) \(ofUser)",
        identity: [departmentId, userId], values: [Column("joinedAt", nil, .time)])

    private static let departmentLeaders = DiffTable(
        "departmentLeaders", from: "department_leaders t \(ofDepartment) \(ofUser)",
        identity: [departmentId, userId], values: [Column("position")])

    private static let departmentSyncRelations = DiffTable(
        "departmentSyncRelations", from: "department_sync_relations t \(ofDepartment)",
        identity: [departmentId, Column("provider")],
        values: [Column("userIdInIdp"), Column("userInfoInIdp", nil, .json)])

    private static let ofEveryDepartment = [
        Column("tenantId"), Column("openDepartmentId"), Column("customId"), Column("description"),
        Column("isVirtualNode", nil, .flag), Column("status", nil, .flag), Column("customData", nil, .json),
        Column("i18n", nil, .json), Column("postIdList", nil, .json), Column("createdAt", nil, .time),
        Column("updatedAt", nil, .time),
    ]
}
