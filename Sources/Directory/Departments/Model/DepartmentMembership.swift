// The members of a department and of those below follow from all memberships of the tree, of which a user may have
// several. They are read in the order of the primary key and grouped here, because grouping and sorting them in SQL,
// once for the count and once for the page, took several times as long.

internal import SQLite

/// A user's membership of a department.
struct DepartmentMembership {
    /// The user's key.
    let userKey: Int64
    /// The position in the join order of all departments of the pool.
    let joinOrder: Int64
    /// The department's key.
    let departmentKey: Int64

    /// Reads a row with a column for each property.
    init(_ row: Row) {
        userKey = row.integer(0)
        joinOrder = row.integer(1)
        departmentKey = row.integer(2)
    }

    /// The latest membership of each user, in no order.
    static func latestOfEach(_ memberships: [DepartmentMembership]) -> [DepartmentMembership] {
        var latest = [Int64: DepartmentMembership](minimumCapacity: memberships.count)
        for membership in memberships {
            if let known = latest[membership.userKey], known.joinOrder >= membership.joinOrder { continue }
            latest[membership.userKey] = membership
        }
        return Array(latest.values)
    }
}

extension DepartmentMembers {
    /// The keys of a department and of all below as a table expression, `below (key)`.
    static let below = """
        WITH RECURSIVE below (key) AS (
            SELECT ?1 UNION SELECT d.key FROM below JOIN departments d ON d.parentKey = below.key
        )
        """
    private static let keysWithChildren = SQL("\(below) SELECT key FROM below")
    private static let count = SQL("SELECT membersCount FROM departments WHERE key = ?1")
    private static let countWithChildren = SQL(
        "\(below) SELECT sum(d.membersCount) FROM below CROSS JOIN departments d ON d.key = below.key")
    private static let ofDepartment = SQL(
        "SELECT userKey, joinOrder, departmentKey FROM department_members WHERE departmentKey = ?1")
    private static let ofDepartments = SQL(
        """
        \(below) SELECT m.userKey, m.joinOrder, m.departmentKey
        FROM below CROSS JOIN department_members m ON m.departmentKey = below.key
        """)
    private static let ofUser = SQL(
        "SELECT userKey, joinOrder, departmentKey FROM department_members WHERE userKey = ?1")

    /// The keys of a department and of all departments below.
    ///
    /// - Throws: `SQLiteError`.
    func keysWithChildren(of key: Int64) throws -> [Int64] {
        try connection.all(Self.keysWithChildren, key) { $0.integer(0) }
    }

    /// How many memberships a department has, or it and all below together.
    ///
    /// - Throws: `SQLiteError`.
    func membershipsCount(of key: Int64, includingChildren: Bool) throws -> Int {
        let query = includingChildren ? Self.countWithChildren : Self.count
        return Int(try connection.first(query, key) { $0.integer(0) } ?? 0)
    }

    /// The memberships of a department, or of it and all below.
    ///
    /// - Throws: `SQLiteError`.
    func memberships(of key: Int64, includingChildren: Bool) throws -> [DepartmentMembership] {
        let query = includingChildren ? Self.ofDepartments : Self.ofDepartment
        return try connection.all(query, key, read: DepartmentMembership.init)
    }

    /// The memberships of a user.
    ///
    /// - Throws: `SQLiteError`.
    func memberships(ofUser key: Int64) throws -> [DepartmentMembership] {
        try connection.all(Self.ofUser, key, read: DepartmentMembership.init)
    }
}
