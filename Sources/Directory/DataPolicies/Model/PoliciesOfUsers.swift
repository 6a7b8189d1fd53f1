internal import PoolEngine
internal import SQLite

/// Goes through all users with their data policies, newest user first.
///
/// What groups, departments and roles have is read first, so that a user's memberships need no look-up in the database.
struct PoliciesOfUsers: DomainStore {
    private struct Assignment: Hashable {
        let user: Int64
        let role: Int64
    }

    let directory: PoolTransaction
    /// The policies by the kind of holder, as in `memberships`, and its key.
    private var ofHolders: [[Int64: [Int64]]] = [[:], [:], [:], [:]]
    /// The assignments of roles that do not count now.
    private let inactive: Set<Assignment>

    private static let roleKind = 3
    private static let ofGroups = SQL(
        "SELECT groupKey, policyKey FROM data_policy_targets WHERE groupKey IS NOT NULL")
    private static let ofDepartments = SQL(
        "SELECT departmentKey, policyKey FROM data_policy_targets WHERE departmentKey IS NOT NULL")
    private static let ofRoles = SQL(
        """
        SELECT t.roleKey, t.policyKey FROM data_policy_targets t CROSS JOIN roles r ON r.key = t.roleKey
        WHERE t.roleKey IS NOT NULL AND \(RoleHolding.isEnabled("r", at: "?1"))
        """)
    private static let rolesOfDepartments = SQL(
        "SELECT h.departmentKey, h.roleKey FROM role_departments h WHERE \(RoleHolding.isActive("h", at: "?1"))"
    )
    private static let inactiveRoles = SQL(
        """
        SELECT h.userKey, h.roleKey FROM role_users h WHERE (h.enableTime IS NOT NULL OR h.endTime IS NOT NULL)
            AND NOT (\(RoleHolding.isActive("h", at: "?1")))
        """)
    /// Each part is in the order of an index, so nothing is sorted.
    private static let memberships = SQL(
        """
        SELECT userKey, 0, policyKey FROM data_policy_targets WHERE userKey IS NOT NULL
        UNION ALL SELECT userKey, 1, groupKey FROM group_members
        UNION ALL SELECT userKey, 2, departmentKey FROM department_members
        UNION ALL SELECT userKey, 3, roleKey FROM role_users ORDER BY 1 DESC
        """)

    /// Reads what groups, departments and roles have.
    ///
    /// - Throws: `SQLiteError`.
    init(directory: PoolTransaction) throws(SQLiteError) {
        self.directory = directory
        let now = directory.environment.clock.now.milliseconds
        let connection = directory.connection
        inactive = Set(
            try connection.all(Self.inactiveRoles, now) {
                Assignment(user: $0.integer(0), role: $0.integer(1))
            })
        try connection.all(Self.ofGroups) { ($0.integer(0), $0.integer(1)) }
            .forEach { ofHolders[1][$0.0, default: []].append($0.1) }
        try connection.all(Self.ofDepartments) { ($0.integer(0), $0.integer(1)) }
            .forEach { ofHolders[2][$0.0, default: []].append($0.1) }
        try connection.all(Self.ofRoles, now) { ($0.integer(0), $0.integer(1)) }
            .forEach { ofHolders[Self.roleKind][$0.0, default: []].append($0.1) }
        for (department, role) in try connection.all(
            Self.rolesOfDepartments, now,
            read: {
                ($0.integer(0), $0.integer(1))
            })
        {
            guard let policies = ofHolders[Self.roleKind][role] else { continue }
            ofHolders[2][department, default: []] += policies
        }
    }

    /// Calls a closure for each user who has a policy.
    ///
    /// - Parameter body: gets the user's key and the keys of the policies; one may be there twice.
    /// - Throws: `SQLiteError`.
    func forEach(_ body: (Int64, [Int64]) -> Void) throws(SQLiteError) {
        var user: Int64 = 0
        var policies: [Int64] = []
        func finish() {
            if !policies.isEmpty { body(user, policies) }
            policies.removeAll(keepingCapacity: true)
        }
        _ = try connection.all(Self.memberships) { row in
            if row.integer(0) != user {
                finish()
                user = row.integer(0)
            }
            let (kind, key) = (Int(row.integer(1)), row.integer(2))
            if kind == 0 {
                policies.append(key)
            } else if let found = ofHolders[kind][key],
                kind != Self.roleKind || inactive.isEmpty
                    || !inactive.contains(Assignment(user: user, role: key))
            {
                policies += found
            }
        }
        finish()
    }
}
