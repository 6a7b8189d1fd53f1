internal import PoolEngine
internal import SQLite

/// Deleting departments.
extension Departments {
    private static let below = """
        WITH RECURSIVE below (key, depth) AS (
            SELECT ?1, 0 UNION ALL
            SELECT d.key, below.depth + 1 FROM below JOIN departments d ON d.parentKey = below.key
        )
        """
    private static let idsBelow = SQL(
        """
        \(below) SELECT d.departmentId, d.key FROM below JOIN departments d ON d.key = below.key
        ORDER BY below.depth DESC, below.key DESC
        """)
    private static let membershipsBelow = SQL(
        """
        \(below) SELECT d.departmentId, u.userId FROM below
        JOIN department_members m ON m.departmentKey = below.key
        JOIN departments d ON d.key = below.key JOIN users u ON u.key = m.userKey
        ORDER BY below.depth DESC, below.key DESC, m.joinOrder
        """)
    /// For users who lose their main department, makes the remaining department that they joined first the main one.
    private static let replaceMainDepartments = SQL(
        """
        \(below) UPDATE users SET mainDepartmentKey = (
            SELECT m.departmentKey FROM department_members m
            WHERE m.userKey = users.key AND m.departmentKey NOT IN (SELECT key FROM below)
            ORDER BY m.joinOrder LIMIT 1
        ) WHERE mainDepartmentKey IN (SELECT key FROM below)
        """)
    private static let deleteBelow = SQL(
        "\(below) DELETE FROM departments WHERE key IN (SELECT key FROM below)")

    /// Deletes a department with all departments below it.
    ///
    /// Memberships are deleted, users are not.
    ///
    /// - Throws: `OrganizationError.notFound`, `DepartmentError.notFound`, `DepartmentError.root`; `SQLiteError`.
    public func delete(_ reference: DepartmentReference) throws {
        let department = try get(reference)
        guard !department.isRoot else { throw DepartmentError.root }
        // The deepest first, so that the event of a department precedes that of its parent.
        for deleted in try deleteTree(below: department.key) { try emitDeleted(deleted) }
    }

    /// Deletes a department of any kind with all departments below it, and records the events of ended memberships.
    ///
    /// - Returns: the deleted departments, the deepest first.
    /// - Throws: `SQLiteError`.
    func deleteTree(below key: Int64) throws -> [DeletedDepartment] {
        let subjects = try connection.all(Self.idsBelow, key) {
            PoolHook.Subject(key: $0.integer(1), id: $0.text(0))
        }
        let memberships = try connection.all(Self.membershipsBelow, key) {
            ($0.text(0), $0.text(1))
        }
        for department in subjects { try directory.runHooks(.departmentIsDeleted, department) }
        let deleted = try subjects.map { try deletedDepartment($0.id) }
        try connection.run(Self.replaceMainDepartments, key)
        try connection.run(Self.deleteBelow, key)
        for (id, userId) in memberships {
            try emitMember(
                .departmentMemberRemoved, id, userId,
                node: deleted.first { ExactText.same($0.departmentId, id) }?.node)
        }
        return deleted
    }

    /// What is told of a department after it was deleted.
    private func deletedDepartment(_ id: String) throws -> DeletedDepartment {
        let names: [PoolEvent.Name] = [.departmentDeleted, .organizationDeleted, .departmentMemberRemoved]
        guard try names.contains(where: directory.isWanted) else {
            return DeletedDepartment(departmentId: id, node: nil, organization: nil)
        }
        let department = try get(departmentId: id, tenantId: nil)
        return DeletedDepartment(
            departmentId: id, node: try eventObject(of: department),
            organization: try organizations.eventObject(of: department))
    }
}
