internal import PoolEngine
internal import SQLite

/// The members of departments.
public struct DepartmentMembers: DomainStore {
    let directory: PoolTransaction

    /// The counter is that of the pool, because lists of a user's departments and of a tree's members use this order.
    private static let addToJoinOrder = SQL(
        "UPDATE department_join_orders SET last = last + ?1 WHERE key = 1")
    private static let insert = SQL(
        """
        INSERT INTO department_members (departmentKey, joinOrder, userKey, joinedAt)
        VALUES (?1, (SELECT last FROM department_join_orders WHERE key = 1) + ?2, ?3, ?4)
        ON CONFLICT (userKey, departmentKey) DO NOTHING
        """)
    private static let addToCount = SQL(
        "UPDATE departments SET membersCount = membersCount + ?2 WHERE key = ?1")
    private static let hasMainDepartment = SQL(
        "SELECT 1 FROM users WHERE key = ?1 AND mainDepartmentKey IS NOT NULL")
    private static let setMainDepartment = SQL("UPDATE users SET mainDepartmentKey = ?2 WHERE key = ?1")
    private static let idsOfUser = SQL(
        """
        SELECT d.departmentId FROM department_members m JOIN departments d ON d.key = m.departmentKey
        WHERE m.userKey = ?1 ORDER BY m.joinOrder
        """)
    private static let ids = SQL(
        """
        SELECT u.userId FROM department_members m JOIN users u ON u.key = m.userKey
        WHERE m.departmentKey = ?1 ORDER BY m.joinOrder DESC
        """)
    private static let isMember = SQL(
        "SELECT 1 FROM department_members WHERE userKey = ?1 AND departmentKey = ?2")
    /// Goes up from each department of the user; trees are flat, and users have few departments.
    private static let isMemberBelow = SQL(
        """
        WITH RECURSIVE above (key) AS (
            SELECT departmentKey FROM department_members WHERE userKey = ?1
            UNION
            SELECT d.parentKey FROM above JOIN departments d ON d.key = above.key WHERE d.parentKey IS NOT NULL
        )
        SELECT 1 FROM above WHERE key = ?2
        """)

    /// Adds users to a department.
    ///
    /// A user who is already a member keeps the time of joining. A user's first department becomes the main one.
    ///
    /// - Parameters:
    ///   - userIds: ids of users; duplicates count once; may be empty.
    ///   - reference: the department.
    /// - Throws: `OrganizationError.notFound`, `DepartmentError.notFound`, or `UserError.notFound` when one of the ids
    ///   is unknown; no user is then added. `SQLiteError`.
    public func add(_ userIds: [String], to reference: DepartmentReference) throws {
        let departmentKey = try departments.key(of: reference)
        let added = try add(keys: try users.keys(of: userIds), to: departmentKey)
        guard !added.isEmpty else { return }
        let departmentId = try departments.id(of: departmentKey, foundFor: reference)
        let ids = added.count == userIds.count ? userIds : try users.ids(of: added)
        for id in ids { try departments.emitMember(.departmentMemberAdded, departmentId, id) }
    }

    /// Adds users that are known to exist to a department that is known to exist.
    ///
    /// - Returns: the keys of those who were not members yet.
    @discardableResult
    func add(keys: [Int64], to departmentKey: Int64) throws -> [Int64] {
        let now = environment.clock.now.milliseconds
        var added: [Int64] = []
        for key in keys
        where try connection.run(Self.insert, departmentKey, added.count + 1, key, now) > 0 {
            added.append(key)
            // Most users have one, and a query costs less than an update that changes nothing.
            if try connection.first(Self.hasMainDepartment, key, read: { _ in true }) == nil {
                try connection.run(Self.setMainDepartment, key, departmentKey)
            }
        }
        guard !added.isEmpty else { return added }
        try connection.run(Self.addToJoinOrder, added.count)
        try connection.run(Self.addToCount, departmentKey, added.count)
        return added
    }

    /// The ids of a department's direct members, in descending order of joining.
    ///
    /// - Throws: as `Departments.get(_:)`.
    public func ids(of reference: DepartmentReference) throws -> [String] {
        try connection.all(Self.ids, try departments.key(of: reference)) { $0.text(0) }
    }

    /// The ids of the departments of which a user is a direct member, in join order.
    public func departmentIds(of user: User) throws -> [String] {
        try connection.all(Self.idsOfUser, user.key) { $0.text(0) }
    }

    /// Whether a user is a member of a department.
    ///
    /// - Parameters:
    ///   - userId: the vendor's id of the user.
    ///   - reference: the department.
    ///   - includingChildren: whether to include members of departments below.
    /// - Returns: whether the user belongs to it.
    /// - Throws: `OrganizationError.notFound`, `DepartmentError.notFound`, `UserError.notFound`, `SQLiteError`.
    public func contains(
        _ userId: String, in reference: DepartmentReference, includingChildren: Bool
    ) throws -> Bool {
        let departmentKey = try departments.key(of: reference)
        let userKey = try users.key(of: userId)
        let query = includingChildren ? Self.isMemberBelow : Self.isMember
        return try connection.first(query, userKey, departmentKey) { _ in true } ?? false
    }
}
