internal import PoolEngine
internal import SQLite

/// The data policies of one user: the user's own, and those of the user's groups and departments and of the roles that
/// have an effect now (data-permissions.md).
///
/// A question about one node is about few policies; whether the user has one of them is looked up. After some look-ups
/// all policies of the user are read instead, so the policies of the user bound what many questions cost.
struct UserPolicies: DomainStore {
    let directory: PoolTransaction
    /// The user's key; nil for a user who does not exist, who has no policy.
    let user: Int64?
    private var known: [Int64: Bool] = [:]
    private var all: Set<Int64>?

    /// The most policies that are looked up one by one.
    private static let mostLookups = 16

    private static let ofUser = SQL(
        """
        SELECT policyKey FROM data_policy_targets WHERE userKey = ?1
        UNION ALL SELECT t.policyKey FROM group_members m CROSS JOIN data_policy_targets t
            ON t.groupKey = m.groupKey WHERE m.userKey = ?1
        UNION ALL SELECT t.policyKey FROM department_members m CROSS JOIN data_policy_targets t
            ON t.departmentKey = m.departmentKey WHERE m.userKey = ?1
        UNION ALL SELECT policyKey FROM data_policy_targets
            WHERE roleKey IN (\(RoleHolding.effectiveKeys(ofUser: "?1", at: "?2")))
        """)
    private static let roles = RoleHolding.ways(
        ofUser: "?1", at: "?2", to: "data_policy_targets t ON t.roleKey = u.roleKey AND t.policyKey = ?3")
    private static let has = SQL(
        """
        SELECT 1 WHERE EXISTS (SELECT 1 FROM data_policy_targets WHERE userKey = ?1 AND policyKey = ?3)
        OR EXISTS (SELECT 1 FROM group_members m CROSS JOIN data_policy_targets t
            ON t.groupKey = m.groupKey AND t.policyKey = ?3 WHERE m.userKey = ?1)
        OR EXISTS (SELECT 1 FROM department_members m CROSS JOIN data_policy_targets t
            ON t.departmentKey = m.departmentKey AND t.policyKey = ?3 WHERE m.userKey = ?1)
        OR EXISTS (SELECT 1 \(roles[0]))
        OR EXISTS (SELECT 1 \(roles[1]))
        """)

    /// The policies of a user, by the user's key; nil for a user who does not exist.
    init(of user: Int64?, directory: PoolTransaction) {
        self.user = user
        self.directory = directory
    }

    /// Keys of policies as a JSON array, for a statement.
    static func list(of keys: some Sequence<Int64>) -> String {
        "[\(keys.map(String.init).joined(separator: ","))]"
    }

    /// Whether the user has the policy with a key.
    ///
    /// - Throws: `SQLiteError`.
    mutating func contains(_ policy: Int64) throws(SQLiteError) -> Bool {
        guard let user else { return false }
        if let all { return all.contains(policy) }
        if let found = known[policy] { return found }
        if known.count == Self.mostLookups { return try everything().contains(policy) }
        let found =
            try connection.first(Self.has, user, environment.clock.now.milliseconds, policy) { _ in true }
            ?? false
        known[policy] = found
        return found
    }

    /// All policies of the user, by their keys.
    ///
    /// - Throws: `SQLiteError`.
    mutating func everything() throws(SQLiteError) -> Set<Int64> {
        guard let user else { return [] }
        if let all { return all }
        let found = Set(
            try connection.all(Self.ofUser, user, environment.clock.now.milliseconds) { $0.integer(0) })
        all = found
        return found
    }
}
