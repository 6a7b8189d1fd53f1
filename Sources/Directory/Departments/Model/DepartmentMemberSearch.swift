public import PoolEngine
internal import SQLite

// A small number of memberships is read with their users. For a larger number, the index of the users' texts finds the
// users with the keywords, and only their memberships are read. If these are most users, reading all memberships in
// order is cheaper than a lookup for each user.

/// Searching the members of a department.
extension DepartmentMembers {
    /// The most memberships that are read with their users.
    private static let fewMemberships = 1_000
    /// The lookup of one user's memberships costs as much as reading this many in order.
    private static let costOfAsking = 8

    private static let searched = ["name", "username", "nickname", "email", "phone"]
    private static let matches =
        searched
        .map { "instr(fold(ifnull(u.\($0), '')), fold(?2)) > 0" }.joined(separator: " OR ")
    private static let direct = SQL(
        """
        SELECT m.userKey, m.joinOrder, m.departmentKey
        FROM department_members m JOIN users u ON u.key = m.userKey WHERE m.departmentKey = ?1 AND (\(matches))
        """)
    private static let withChildren = SQL(
        """
        \(below) SELECT m.userKey, m.joinOrder, m.departmentKey
        FROM below CROSS JOIN department_members m ON m.departmentKey = below.key
        JOIN users u ON u.key = m.userKey WHERE \(matches)
        """)

    /// The members of a department with a text in one of their names, their e-mail address or phone number.
    ///
    /// The list is in descending order of joining. Case is ignored (`CaseFolding`).
    ///
    /// - Parameters:
    ///   - keywords: the text.
    ///   - reference: the department.
    ///   - includingChildren: whether to include members of departments below, each user once.
    ///   - page: the page.
    /// - Returns: the members of the page and the number of all that match.
    /// - Throws: `OrganizationError.notFound`, `DepartmentError.notFound`, `SQLiteError`.
    /// - Complexity: linear in the memberships of the department, or of all below, or in the number of users who have
    ///   the keywords, whichever is less.
    public func search(
        _ keywords: String, in reference: DepartmentReference, includingChildren: Bool, page: Page
    ) throws -> Paged<User> {
        let key = try departments.key(of: reference)
        var members = try memberships(of: key, includingChildren: includingChildren, having: keywords)
        if includingChildren { members = DepartmentMembership.latestOfEach(members) }
        members.sort { $0.joinOrder > $1.joinOrder }
        return Paged(
            totalCount: members.count,
            list: try users.users(withKeys: page.entries(of: members).map(\.userKey)))
    }

    private func memberships(
        of key: Int64, includingChildren: Bool, having keywords: String
    ) throws -> [DepartmentMembership] {
        let count = try membershipsCount(of: key, includingChildren: includingChildren)
        guard count > Self.fewMemberships else {
            return try connection.all(
                includingChildren ? Self.withChildren : Self.direct, key, keywords,
                read: DepartmentMembership.init)
        }
        let columns = Self.searched.compactMap(UserColumn.named)
        let found = try users.texts.keys(having: keywords, in: columns)
        if found.count * Self.costOfAsking < count {
            let keys = includingChildren ? Set(try keysWithChildren(of: key)) : [key]
            return try found.flatMap(memberships(ofUser:)).filter { keys.contains($0.departmentKey) }
        }
        let keys = Set(found)
        return try memberships(of: key, includingChildren: includingChildren)
            .filter { keys.contains($0.userKey) }
    }
}
