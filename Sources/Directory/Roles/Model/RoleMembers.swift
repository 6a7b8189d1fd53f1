public import PoolEngine
internal import SQLite

/// An assignment of a role, as a list shows it.
public struct RoleAssignment: Sendable {
    /// When it counts.
    public let times: RoleAssignmentTimes
    /// When the role was assigned.
    public let createdAt: Timestamp
    /// When the times last changed.
    public let updatedAt: Timestamp

    /// Reads a row of the two times, and those of the creation and the last change.
    fileprivate init(_ row: Row) {
        times = RoleAssignmentTimes(
            enableTime: row.optionalInteger(0).map { Timestamp(milliseconds: $0) },
            endTime: row.optionalInteger(1).map { Timestamp(milliseconds: $0) })
        createdAt = Timestamp(milliseconds: row.integer(2))
        updatedAt = Timestamp(milliseconds: row.integer(3))
    }
}

/// Lists of the holders of a role.
extension RoleAssignments {
    /// Finds the first holder of a page in the assignments only, so that users before it are not read.
    private static let usersPage = SQL(
        """
        SELECT \(User.columns) FROM role_users h JOIN users u ON u.key = h.userKey
        WHERE \(isOnPage(of: "role_users")) ORDER BY h.joinOrder DESC LIMIT ?3
        """)
    private static let departmentsPage = SQL(
        """
        SELECT \(Department.columns) FROM role_departments h JOIN departments d ON d.key = h.departmentKey
        WHERE \(isOnPage(of: "role_departments")) ORDER BY h.joinOrder DESC LIMIT ?3
        """)

    /// Whether an assignment `h` of the role `?1` counts at the time `?2`, and is on or after the page that `?4`
    /// assignments precede.
    private static func isOnPage(of table: String) -> String {
        """
        h.roleKey = ?1 AND \(RoleHolding.isActive("h", at: "?2")) AND h.joinOrder <= (
            SELECT p.joinOrder FROM \(table) p WHERE p.roleKey = ?1 AND \(RoleHolding.isActive("p", at: "?2"))
            ORDER BY p.joinOrder DESC LIMIT 1 OFFSET ?4
        )
        """
    }

    /// A page of the users who hold a role themselves now, in descending order of assigning.
    ///
    /// - Throws: `NamespaceError.notFound`, `RoleError.notFound`, `SQLiteError`.
    public func users(of reference: RoleReference, page: Page) throws -> Paged<User> {
        let (key, now) = (try roles.key(of: reference), environment.clock.now.milliseconds)
        return Paged(
            totalCount: try count(of: key, .users),
            list: try connection.all(
                Self.usersPage, key, now, page.limit, page.offset, read: User.init))
    }

    /// A page of the departments that hold a role now, in descending order of assigning.
    ///
    /// - Throws: `NamespaceError.notFound`, `RoleError.notFound`, `SQLiteError`.
    public func departments(of reference: RoleReference, page: Page) throws -> Paged<Department> {
        let (key, now) = (try roles.key(of: reference), environment.clock.now.milliseconds)
        return Paged(
            totalCount: try count(of: key, .departments),
            list: try connection.all(
                Self.departmentsPage, key, now, page.limit, page.offset, read: Department.init))
    }

    /// How many holders of one kind a role has now.
    private func count(of key: Int64, _ statements: RoleHolderStatements) throws -> Int {
        let all = try connection.first(statements.count, key) { $0.integer(0) } ?? 0
        let now = environment.clock.now.milliseconds
        return Int(all - (try connection.first(statements.inactive, key, now) { $0.integer(0) } ?? 0))
    }

    /// A page of all assignments of a role, also of those that do not count now: those to users, then those to
    /// departments, each in descending order of assigning.
    ///
    /// - Parameters:
    ///   - role: the role.
    ///   - ofUsers: whether to list assignments to users.
    ///   - ofDepartments: whether to list assignments to departments.
    ///   - page: the page.
    /// - Returns: the assignments of the page and the number of all.
    /// - Throws: `SQLiteError`.
    public func list(
        of role: Role, ofUsers: Bool, ofDepartments: Bool, page: Page
    ) throws -> Paged<RoleAssignment> {
        var total = 0
        var list: [RoleAssignment] = []
        for (isListed, statements) in [
            (ofUsers, RoleHolderStatements.users), (ofDepartments, .departments),
        ] where isListed {
            let count = Int(try connection.first(statements.count, role.key) { $0.integer(0) } ?? 0)
            if list.count < page.limit, page.offset < total + count {
                list += try connection.all(
                    statements.page, role.key, page.limit - list.count, max(0, page.offset - total),
                    read: RoleAssignment.init)
            }
            total += count
        }
        return Paged(totalCount: total, list: list)
    }
}
