internal import PoolEngine

/// The compared tables of roles.
///
/// Derived data is not compared: counts and the order of assigning.
extension DiffTable {
    /// The tables, in the order of a difference.
    static let ofRoles = [roles, roleUsers, roleDepartments]

    private static let namespace = Column("namespace", "n.code")

    private static let roles = DiffTable(
        "roles", from: "roles t JOIN namespaces n ON n.key = t.namespaceKey",
        identity: [namespace, Column("code")],
        values: [
            Column("id"), Column("name"), Column("description"), Column("status"),
            Column("disableTime", nil, .time), Column("enablePermissionApply", nil, .flag),
            Column("customData", nil, .json),
            Column("createdAt", nil, .time), Column("updatedAt", nil, .time),
        ])

    private static let roleUsers = DiffTable(
        "roleUsers", from: "role_users t \(ofRole) JOIN users u ON u.key = t.userKey",
        identity: [namespace, code, Column("userId", "u.userId")], values: times)

    private static let roleDepartments = DiffTable(
        "roleDepartments", from: "role_departments t \(ofRole) JOIN departments d ON d.key = t.departmentKey",
        identity: [namespace, code, Column("departmentId", "d.departmentId")], values: times)

    private static let code = Column("code", "r.code")
    private static let ofRole = """
        JOIN roles r ON r.key = t.roleKey JOIN namespaces n ON n.key = r.namespaceKey
        """
    private static let times = [
        Column("enableTime", nil, .time), Column("endTime", nil, .time),
        Column("createdAt", nil, .time), Column("updatedAt", nil, .time),
    ]
}
