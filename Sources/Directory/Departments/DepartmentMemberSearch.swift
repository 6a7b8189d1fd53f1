internal import SQLite

/// The search among a department's members.
extension DepartmentMembers {
    private static let matches = ["name", "username", "nickname", "email", "phone"]
        .map { "instr(lower(ifnull(u.\($0), '')), lower(?2)) > 0" }.joined(separator: " OR ")

    private static let direct = """
        WITH joined (userKey, joinOrder) AS (
            SELECT userKey, joinOrder FROM department_members WHERE departmentKey = ?1
        )
        """
    private static let below = """
        WITH RECURSIVE below (key) AS (
            SELECT ?1 UNION SELECT d.key FROM below JOIN departments d ON d.parentKey = below.key
        ), joined (userKey, joinOrder) AS (
            SELECT m.userKey, max(m.joinOrder)
            FROM below JOIN department_members m ON m.departmentKey = below.key GROUP BY m.userKey
        )
        """
    private static let countDirect = count(direct)
    private static let countBelow = count(below)
    private static let pageDirect = page(direct)
    private static let pageBelow = page(below)

    private static func count(_ joined: String) -> SQL {
        SQL("\(joined) SELECT count(*) FROM joined j JOIN users u ON u.key = j.userKey WHERE \(matches)")
    }

    private static func page(_ joined: String) -> SQL {
        SQL(
            """
            \(joined) SELECT \(User.columns) FROM joined j JOIN users u ON u.key = j.userKey WHERE \(matches)
            ORDER BY j.joinOrder DESC LIMIT ?3 OFFSET ?4
            """)
    }

    /// The members of a department who have a text in one of their names, their e-mail address or phone number.
    ///
    /// The one who joined last comes first. ASCII letters match in any case.
    ///
    /// - Parameters:
    ///   - keywords: the text.
    ///   - reference: the department.
    ///   - includingChildren: whether members of departments below count, each user once.
    ///   - page: which part of the list.
    /// - Returns: the members of the page and the number of all that match.
    /// - Throws: `DirectoryError.organizationNotFound`, `.departmentNotFound`, `SQLiteError`.
    /// - Complexity: reads all members of the department, or of the departments below.
    package func search(
        _ keywords: String, in reference: DepartmentReference, includingChildren: Bool, page: Page
    ) throws -> Paged<User> {
        let key = try departments.key(of: reference)
        let count = includingChildren ? Self.countBelow : Self.countDirect
        let list = includingChildren ? Self.pageBelow : Self.pageDirect
        let total = try connection.first(count, key, keywords) { $0.integer(0) } ?? 0
        return Paged(
            totalCount: Int(total),
            list: try connection.all(list, key, keywords, page.limit, page.offset, read: User.init))
    }
}
