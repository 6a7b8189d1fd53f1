public import PoolEngine
internal import SQLite

/// Whom a policy can be authorized to.
public enum DataPolicyTargetType: String, CaseIterable, Sendable {
    case user = "USER"
    case department = "ORG"
    case group = "GROUP"
    case role = "ROLE"
}

/// One to whom a policy is authorized.
public struct DataPolicyTarget: Sendable {
    public let type: DataPolicyTargetType
    /// The vendor's id of the user, department, group or role.
    public let id: String
    /// The display name; of a user without one, the username or another text that names the user.
    public let name: String
    /// When the policy was authorized.
    public let authorizedAt: Timestamp
}

/// The users, departments, groups and roles to which data policies are authorized.
public struct DataPolicyTargets: DomainStore {
    let directory: PoolTransaction

    private static let userKey = SQL("SELECT key FROM users WHERE userId = ?1")
    private static let groupKey = SQL("SELECT key FROM groups WHERE id = ?1")
    private static let roleKey = SQL("SELECT key FROM roles WHERE id = ?1")
    private static let departmentKey = SQL("SELECT key FROM departments WHERE departmentId = ?1")
    private static let insert = DataPolicyTargetType.allCases.map { type in
        SQL(
            """
            INSERT INTO data_policy_targets (policyKey, \(type.column), authorizedAt) VALUES (?1, ?2, ?3)
            ON CONFLICT DO NOTHING
            """)
    }
    private static let delete = DataPolicyTargetType.allCases.map { type in
        SQL("DELETE FROM data_policy_targets WHERE \(type.column) = ?2 AND policyKey = ?1")
    }
    private static let deleteOfUser = SQL("DELETE FROM data_policy_targets WHERE userKey = ?1")
    private static let ofPolicy = SQL(
        """
        SELECT t.authorizedAt, u.userId, coalesce(u.name, u.username, u.nickname, u.email, u.phone, u.userId),
            g.id, g.name, r.id, r.name, d.departmentId, d.name
        FROM data_policy_targets t LEFT JOIN users u ON u.key = t.userKey
        LEFT JOIN groups g ON g.key = t.groupKey LEFT JOIN roles r ON r.key = t.roleKey
        LEFT JOIN departments d ON d.key = t.departmentKey
        WHERE t.policyKey = ?1 ORDER BY t.key
        """)

    /// Authorizes policies to targets; an authorization that exists keeps its time.
    ///
    /// - Throws: `DataPolicyError.notFound`, `UserError.notFound`, `DepartmentError.notFound`, `GroupError.notFound` or
    ///   `RoleError.notFound`; nothing is then authorized. `SQLiteError`.
    public func authorize(_ policyIds: [String], to targets: [(type: DataPolicyTargetType, id: String)])
        throws
    {
        let policies = try policyIds.map { try dataPolicies.get($0) }
        let keys = try targets.map { (type: $0.type, id: $0.id, key: try key(of: $0.type, $0.id)) }
        for policy in policies {
            let added = try keys.filter {
                try insert($0.type, $0.key, policy: policy.key, at: environment.clock.now)
            }
            guard !added.isEmpty else { continue }
            try emit(.dataPolicyAuthorized, policy.policyId, added.map { ($0.type, $0.id) })
        }
    }

    /// Authorizes a policy.
    ///
    /// - Returns: false if it is authorized already.
    @discardableResult
    func insert(
        _ type: DataPolicyTargetType, _ target: Int64, policy: Int64, at moment: Timestamp
    ) throws(SQLiteError) -> Bool {
        try connection.run(Self.insert[type.index], policy, target, moment.milliseconds) > 0
    }

    /// Revokes a policy; what is not authorized is ignored.
    ///
    /// - Throws: `DataPolicyError.notFound`, `SQLiteError`.
    public func revoke(_ policyId: String, from type: DataPolicyTargetType, _ id: String) throws {
        let policy = try dataPolicies.get(policyId)
        guard let key = try find(type, id) else { return }
        guard try connection.run(Self.delete[type.index], policy.key, key) > 0 else { return }
        try emit(.dataPolicyRevoked, policyId, [(type, id)])
    }

    /// Revokes all policies of a user.
    ///
    /// - Throws: `SQLiteError`.
    func removeAll(ofUser key: Int64) throws(SQLiteError) {
        try connection.run(Self.deleteOfUser, key)
    }

    /// Those to whom a policy is authorized, in the order of authorization.
    ///
    /// - Throws: `SQLiteError`.
    public func list(of policy: DataPolicy) throws -> [DataPolicyTarget] {
        try connection.all(Self.ofPolicy, policy.key) { row in
            let types: [DataPolicyTargetType] = [.user, .group, .role, .department]
            let place = types.indices.first { !row.isNull(Int32(1 + 2 * $0)) } ?? 0
            return DataPolicyTarget(
                type: types[place], id: row.text(Int32(1 + 2 * place)), name: row.text(Int32(2 + 2 * place)),
                authorizedAt: Timestamp(milliseconds: row.integer(0)))
        }
    }

    /// The key of a target.
    private func key(of type: DataPolicyTargetType, _ id: String) throws -> Int64 {
        if let key = try find(type, id) { return key }
        switch type {
        case .user: throw UserError.notFound(id: id)
        case .group: throw GroupError.notFound
        case .role: throw RoleError.notFound
        case .department: throw DepartmentError.notFound(id: id)
        }
    }

    /// The key of a target; nil if it does not exist.
    func find(_ type: DataPolicyTargetType, _ id: String) throws -> Int64? {
        switch type {
        case .user: try connection.first(Self.userKey, id) { $0.integer(0) }
        case .group: try connection.first(Self.groupKey, id) { $0.integer(0) }
        case .role: try connection.first(Self.roleKey, id) { $0.integer(0) }
        case .department: try connection.first(Self.departmentKey, id) { $0.integer(0) }
        }
    }
}

extension DataPolicyTargetType {
    /// The column of the table of targets.
    fileprivate var column: String {
        switch self {
        case .user: "userKey"
        case .department: "departmentKey"
        case .group: "groupKey"
        case .role: "roleKey"
        }
    }

    /// The place among all cases.
    fileprivate var index: Int {
        switch self {
        case .user: 0
        case .department: 1
        case .group: 2
        case .role: 3
        }
    }
}
