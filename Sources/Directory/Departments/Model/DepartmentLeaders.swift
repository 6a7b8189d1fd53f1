internal import PoolEngine
internal import SQLite

/// The leaders of departments.
public struct DepartmentLeaders: DomainStore {
    let directory: PoolTransaction

    private static let ofDepartment = SQL(
        """
        SELECT u.userId FROM department_leaders l JOIN users u ON u.key = l.userKey
        WHERE l.departmentKey = ?1 ORDER BY l.position
        """)
    private static let insert = SQL(
        "INSERT INTO department_leaders (departmentKey, position, userKey) VALUES (?1, ?2, ?3)")

    private static let delete = SQL("DELETE FROM department_leaders WHERE departmentKey = ?1")

    /// The ids of a department's leaders, in the order in which they were set.
    public func list(of department: Department) throws -> [String] {
        try connection.all(Self.ofDepartment, department.key) { $0.text(0) }
    }

    /// Sets the leaders of a department without leaders.
    ///
    /// - Parameters:
    ///   - keys: keys of users, each once.
    ///   - departmentKey: the department's key.
    /// - Throws: `SQLiteError`, with `isUniqueViolation` for duplicate users.
    func set(_ keys: [Int64], of departmentKey: Int64) throws {
        for (position, key) in keys.enumerated() {
            try connection.run(Self.insert, departmentKey, position, key)
        }
    }

    /// Replaces the leaders of a department.
    ///
    /// - Parameters:
    ///   - keys: keys of users, each once; empty for none.
    ///   - departmentKey: the department's key.
    /// - Throws: `SQLiteError`.
    func replace(with keys: [Int64], of departmentKey: Int64) throws {
        try connection.run(Self.delete, departmentKey)
        try set(keys, of: departmentKey)
    }
}
