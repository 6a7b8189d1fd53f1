internal import PoolEngine
internal import SQLite

/// Removing members of departments.
extension DepartmentMembers {
    private static let delete = SQL(
        "DELETE FROM department_members WHERE userKey = ?1 AND departmentKey = ?2")
    private static let takeFromCount = SQL(
        "UPDATE departments SET membersCount = membersCount - ?2 WHERE key = ?1")
    /// Makes the remaining department that was joined first the main one.
    private static let replaceMainDepartment = SQL(
        """
        UPDATE users SET mainDepartmentKey = (
            SELECT departmentKey FROM department_members WHERE userKey = ?1 ORDER BY joinOrder LIMIT 1
        ) WHERE key = ?1 AND mainDepartmentKey = ?2
        """)

    private static let departmentsOfUser = SQL(
        "SELECT departmentKey FROM department_members WHERE userKey = ?1 ORDER BY joinOrder")
    private static let deleteLeaderships = SQL("DELETE FROM department_leaders WHERE userKey = ?1")
    private static let deleteMainDepartment = SQL("UPDATE users SET mainDepartmentKey = NULL WHERE key = ?1")

    /// Removes a user from all departments, as a member and as a leader.
    ///
    /// - Throws: `SQLiteError`.
    func removeFromAll(_ user: PoolHook.Subject) throws {
        for key in try connection.all(Self.departmentsOfUser, user.key, read: { $0.integer(0) }) {
            try connection.run(Self.delete, user.key, key)
            try connection.run(Self.takeFromCount, key, 1)
            try departments.emitMember(.departmentMemberRemoved, departments.id(of: key), user.id)
        }
        try connection.run(Self.deleteLeaderships, user.key)
        try connection.run(Self.deleteMainDepartment, user.key)
    }

    /// Removes users from a department.
    ///
    /// Users who are not members are ignored. The main department of a user who loses it becomes the remaining one that
    /// was joined first. Leaders stay leaders, which does not depend on membership.
    ///
    /// - Parameters:
    ///   - userIds: ids of users; duplicates count once; may be empty.
    ///   - reference: the department.
    /// - Throws: `OrganizationError.notFound`, `DepartmentError.notFound`, or `UserError.notFound` when one of the ids
    ///   is unknown; no user is then removed. `SQLiteError`.
    public func remove(_ userIds: [String], from reference: DepartmentReference) throws {
        let departmentKey = try departments.key(of: reference)
        var removed: [Int64] = []
        for key in try users.keys(of: userIds)
        where try connection.run(Self.delete, key, departmentKey) > 0 {
            try connection.run(Self.replaceMainDepartment, key, departmentKey)
            removed.append(key)
        }
        guard !removed.isEmpty else { return }
        try connection.run(Self.takeFromCount, departmentKey, removed.count)
        let departmentId = try departments.id(of: departmentKey, foundFor: reference)
        for id in try users.ids(of: removed) {
            try departments.emitMember(.departmentMemberRemoved, departmentId, id)
        }
    }
}
