internal import PoolEngine
internal import SQLite

/// Who may do something with a data resource.
struct DataResourceUsers: DomainStore {
    let directory: PoolTransaction
    /// The users of policies that were read, by the policy.
    private var known: [Int64: [Int64]] = [:]

    init(directory: PoolTransaction) {
        self.directory = directory
    }

    private static let ofPolicy = SQL(
        """
        SELECT t.userKey FROM data_policy_targets t WHERE t.policyKey = ?1 AND t.userKey IS NOT NULL
        UNION ALL SELECT m.userKey FROM data_policy_targets t CROSS JOIN group_members m
            ON m.groupKey = t.groupKey WHERE t.policyKey = ?1
        UNION ALL SELECT m.userKey FROM data_policy_targets t CROSS JOIN department_members m
            ON m.departmentKey = t.departmentKey WHERE t.policyKey = ?1
        UNION ALL SELECT h.userKey FROM data_policy_targets t CROSS JOIN roles r ON r.key = t.roleKey
            CROSS JOIN role_users h ON h.roleKey = r.key
            WHERE t.policyKey = ?1 AND \(RoleHolding.isEnabled("r", at: "?2")) AND \(RoleHolding.isActive("h", at: "?2"))
        UNION ALL SELECT m.userKey FROM data_policy_targets t CROSS JOIN roles r ON r.key = t.roleKey
            CROSS JOIN role_departments h ON h.roleKey = r.key
            CROSS JOIN department_members m ON m.departmentKey = h.departmentKey
            WHERE t.policyKey = ?1 AND \(RoleHolding.isEnabled("r", at: "?2")) AND \(RoleHolding.isActive("h", at: "?2"))
        """)

    /// The keys of the users to whom a policy applies; a user may be there twice.
    ///
    /// - Throws: `SQLiteError`.
    mutating func users(ofPolicy policy: Int64) throws -> [Int64] {
        if let found = known[policy] { return found }
        let found = try connection.all(Self.ofPolicy, policy, environment.clock.now.milliseconds) {
            $0.integer(0)
        }
        known[policy] = found
        return found
    }

    /// The ids of the users who may do something, oldest user first.
    ///
    /// - Throws: `SQLiteError`.
    mutating func ids(_ action: String, on place: DataPlace) throws -> [String] {
        var allowed: Set<Int64> = []
        var denied: Set<Int64> = []
        for (policy, isDenied) in try dataPolicies.decisions.policies(with: action, on: place) {
            let keys = try users(ofPolicy: policy)
            if isDenied { denied.formUnion(keys) } else { allowed.formUnion(keys) }
        }
        return try directory.users.ids(of: allowed.subtracting(denied).sorted())
    }
}
