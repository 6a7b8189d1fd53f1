internal import PoolEngine
internal import SQLite

/// A new membership of a user.
public struct DepartmentAssignment: Sendable {
    /// The department's id.
    public let departmentId: String
    /// Whether the user leads it.
    public let isLeader: Bool
    /// Whether it is to be the user's main department.
    public let isMainDepartment: Bool

    public init(departmentId: String, isLeader: Bool, isMainDepartment: Bool) {
        self.departmentId = departmentId
        self.isLeader = isLeader
        self.isMainDepartment = isMainDepartment
    }
}

/// Changing the departments of a user.
extension Users {
    private static let departmentKeyById = SQL("SELECT key FROM departments WHERE departmentId = ?1")
    private static let departmentKeyByCode = departmentKey(where: "d.code = ?1")
    private static let departmentKeyByOpenDepartmentId = departmentKey(where: "d.openDepartmentId = ?1")
    private static let departmentKeyByCustomId = departmentKey(where: "d.customId = ?1")
    private static let departmentKeyBySyncRelation = SQL(
        """
        SELECT departmentKey FROM department_sync_relations WHERE provider = ?1 AND userIdInIdp = ?2
        ORDER BY departmentKey LIMIT 1
        """)

    /// Searches the pool's own organizations, the oldest first, with the index of the kind of id.
    private static func departmentKey(where condition: String) -> SQL {
        SQL(
            """
            SELECT d.key FROM departments o CROSS JOIN departments d ON d.organizationKey = o.key
            WHERE o.parentKey IS NULL AND o.tenantId = '' AND \(condition) ORDER BY o.key LIMIT 1
            """)
    }

    private static let departmentKeysOf = SQL(
        "SELECT departmentKey FROM department_members WHERE userKey = ?1 ORDER BY joinOrder")
    private static let leave = SQL(
        "DELETE FROM department_members WHERE userKey = ?1 AND departmentKey = ?2")
    private static let subtractFromCount = SQL(
        "UPDATE departments SET membersCount = membersCount - 1 WHERE key = ?1")
    private static let isLeader = SQL(
        "SELECT 1 FROM department_leaders WHERE userKey = ?1 AND departmentKey = ?2")
    private static let stopLeading = SQL(
        "DELETE FROM department_leaders WHERE userKey = ?1 AND departmentKey = ?2")
    private static let startLeading = SQL(
        """
        INSERT INTO department_leaders (departmentKey, position, userKey)
        SELECT ?2, ifnull(max(position), -1) + 1, ?1 FROM department_leaders WHERE departmentKey = ?2
        """)
    private static let mainDepartment = SQL("SELECT mainDepartmentKey FROM users WHERE key = ?1")
    private static let setMainDepartment = SQL("UPDATE users SET mainDepartmentKey = ?2 WHERE key = ?1")

    /// The key of a department without its organization.
    ///
    /// The vendor's ids are unique in the pool. Other kinds are unique in an organization only: the department of the
    /// oldest of the pool's own organizations is used.
    ///
    /// - Throws: `DepartmentError.notFound`, `SQLiteError`.
    func departmentKey(of id: String, type: DepartmentIdType) throws -> Int64 {
        let key =
            switch type {
            case .departmentId: try connection.first(Self.departmentKeyById, id) { $0.integer(0) }
            case .openDepartmentId:
                try connection.first(Self.departmentKeyByOpenDepartmentId, id) { $0.integer(0) }
            case .code: try connection.first(Self.departmentKeyByCode, id) { $0.integer(0) }
            case .customField: try connection.first(Self.departmentKeyByCustomId, id) { $0.integer(0) }
            case .syncRelation: try departmentKey(ofSyncRelation: id)
            }
        guard let key else { throw DepartmentError.notFound(id: id) }
        return key
    }

    private func departmentKey(ofSyncRelation id: String) throws -> Int64? {
        guard let id = SourcedId(id) else { return nil }
        return try connection.first(Self.departmentKeyBySyncRelation, id.source, id.id) { $0.integer(0) }
    }

    /// Replaces the departments of a user.
    ///
    /// Existing memberships keep the time of joining. The first assignment marked as main becomes the main department.
    /// Without a mark the main department is kept if it is among them; otherwise it is the first of them.
    ///
    /// - Parameters:
    ///   - assignments: at least one; of duplicates, the last one is used.
    ///   - user: the user.
    /// - Throws: `DepartmentError.notFound`, `SQLiteError`.
    public func setDepartments(_ assignments: [DepartmentAssignment], of user: User) throws {
        var wanted: [Int64] = []
        var leads: [Int64: Bool] = [:]
        var main: Int64?
        for assignment in assignments {
            let key = try departmentKey(of: assignment.departmentId, type: .departmentId)
            if leads.updateValue(assignment.isLeader, forKey: key) == nil { wanted.append(key) }
            if assignment.isMainDepartment, main == nil { main = key }
        }
        let mainBefore = try connection.first(Self.mainDepartment, user.key) { $0.optionalInteger(0) } ?? nil
        for key in try connection.all(Self.departmentKeysOf, user.key, read: { $0.integer(0) })
        where leads[key] == nil {
            try leaveDepartment(key, user)
        }
        for key in wanted {
            if try !departments.members.add(keys: [user.key], to: key).isEmpty {
                try departments.emitMember(.departmentMemberAdded, departments.id(of: key), user.userId)
            }
            try setLeading(leads[key] ?? false, key, user)
        }
        let mainAfter = main ?? mainBefore.flatMap { leads[$0] == nil ? nil : $0 } ?? wanted.first
        if mainAfter != mainBefore {
            try connection.run(Self.setMainDepartment, user.key, mainAfter)
            try emitUpdated(user.userId, since: user)
        }
    }

    private func leaveDepartment(_ key: Int64, _ user: User) throws {
        try connection.run(Self.leave, user.key, key)
        try connection.run(Self.subtractFromCount, key)
        try connection.run(Self.stopLeading, user.key, key)
        try departments.emitMember(.departmentMemberRemoved, departments.id(of: key), user.userId)
    }

    private func setLeading(_ leads: Bool, _ key: Int64, _ user: User) throws {
        let ledBefore = try connection.first(Self.isLeader, user.key, key) { _ in true } ?? false
        guard leads != ledBefore else { return }
        try connection.run(leads ? Self.startLeading : Self.stopLeading, user.key, key)
        try departments.emitUpdated(departments.id(of: key), since: nil)
    }
}
