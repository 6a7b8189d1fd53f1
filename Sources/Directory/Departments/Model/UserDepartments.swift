public import PoolEngine
internal import SQLite

/// A department of a user.
public struct UserDepartment: Sendable {
    public let department: Department
    /// Whether the user leads it.
    public let isLeader: Bool
    /// Whether it is the user's main department.
    public let isMainDepartment: Bool
    /// When the user joined it.
    public let joinedAt: Timestamp
}

/// The path from an organization's root to a department, including both.
public struct DepartmentPath: Sendable {
    /// The departments' ids.
    public let ids: [String]
    /// The departments' codes; empty for a department without one.
    public let codes: [String]
    /// The departments' names.
    public let names: [String]
}

extension DepartmentMembers {
    /// The sort key of a user's departments (`sortBy` of get-user-departments).
    ///
    /// The spelling `DepartmemtCode` is the service's.
    public enum UserDepartmentSorting: String, CaseIterable, Sendable {
        case departmentCreatedAt = "DepartmentCreatedAt"
        case joinDepartmentAt = "JoinDepartmentAt"
        case departmentName = "DepartmentName"
        case departmentCode = "DepartmemtCode"
    }

    private static let countOfUser = SQL("SELECT count(*) FROM department_members WHERE userKey = ?1")
    private static let ofUserByCreation = ofUser("d.createdAt, d.key")
    private static let ofUserByCreationDescending = ofUser("d.createdAt DESC, d.key DESC")
    private static let ofUserByJoining = ofUser("m.joinOrder")
    private static let ofUserByJoiningDescending = ofUser("m.joinOrder DESC")
    private static let ofUserByName = ofUser("d.name, d.key")
    private static let ofUserByNameDescending = ofUser("d.name DESC, d.key DESC")
    private static let ofUserByCode = ofUser("d.code, d.key")
    private static let ofUserByCodeDescending = ofUser("d.code DESC, d.key DESC")
    private static let pathUpwards = SQL(
        """
        WITH RECURSIVE above (key, height) AS (
            SELECT ?1, 0
            UNION ALL
            SELECT d.parentKey, above.height + 1 FROM above JOIN departments d ON d.key = above.key
            WHERE d.parentKey IS NOT NULL
        )
        SELECT d.departmentId, d.code, d.name FROM above JOIN departments d ON d.key = above.key
        ORDER BY above.height DESC
        """)

    private static func ofUser(_ order: String) -> SQL {
        SQL(
            """
            SELECT \(Department.columns),
                EXISTS (SELECT 1 FROM department_leaders WHERE userKey = ?1 AND departmentKey = d.key),
                d.key IS (SELECT mainDepartmentKey FROM users WHERE key = ?1), m.joinedAt
            FROM department_members m JOIN departments d ON d.key = m.departmentKey
            WHERE m.userKey = ?1 ORDER BY \(order) LIMIT ?2 OFFSET ?3
            """)
    }

    /// The departments of which a user is a direct member.
    public func departments(
        of user: User, sorting: UserDepartmentSorting, order: SortOrder, page: Page
    ) throws -> Paged<UserDepartment> {
        let query =
            switch (sorting, order) {
            case (.departmentCreatedAt, .ascending): Self.ofUserByCreation
            case (.departmentCreatedAt, .descending): Self.ofUserByCreationDescending
            case (.joinDepartmentAt, .ascending): Self.ofUserByJoining
            case (.joinDepartmentAt, .descending): Self.ofUserByJoiningDescending
            case (.departmentName, .ascending): Self.ofUserByName
            case (.departmentName, .descending): Self.ofUserByNameDescending
            case (.departmentCode, .ascending): Self.ofUserByCode
            case (.departmentCode, .descending): Self.ofUserByCodeDescending
            }
        let total = try connection.first(Self.countOfUser, user.key) { $0.integer(0) } ?? 0
        let list = try connection.all(query, user.key, page.limit, page.offset) { row in
            UserDepartment(
                department: Department(row), isLeader: row.bool(Department.columnCount),
                isMainDepartment: row.bool(Department.columnCount + 1),
                joinedAt: Timestamp(milliseconds: row.integer(Department.columnCount + 2)))
        }
        return Paged(totalCount: Int(total), list: list)
    }

    /// The path from the root to a department.
    public func path(to department: Department) throws -> DepartmentPath {
        let steps = try connection.all(Self.pathUpwards, department.key) {
            ($0.text(0), $0.text(1), $0.text(2))
        }
        return DepartmentPath(ids: steps.map(\.0), codes: steps.map(\.1), names: steps.map(\.2))
    }
}
