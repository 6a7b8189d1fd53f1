internal import SQLite

/// The sorted and paged list of a department's members.
extension DepartmentMembers {
    /// What a list of members is sorted by (`sortBy` of list-department-members).
    package enum Sorting: String, CaseIterable, Sendable {
        /// The order in which the users were made. The service does not say what its own default is.
        case byDefault = "Default"
        /// The time of joining the department.
        case joinDepartmentAt = "JoinDepartmentAt"
    }

    /// How a list of members is asked for.
    package struct Listing: Sendable {
        /// What it is sorted by.
        package var sorting: Sorting
        /// Which end comes first.
        package var order: SortOrder
        /// Whether members of departments below are listed too, each user once.
        package var includingChildren: Bool
        /// Which part of the list.
        package var page: Page

        /// Combines the wishes.
        package init(sorting: Sorting, order: SortOrder, includingChildren: Bool, page: Page) {
            self.sorting = sorting
            self.order = order
            self.includingChildren = includingChildren
            self.page = page
        }
    }

    private static let count = SQL("SELECT membersCount FROM departments WHERE key = ?1")
    private static let directByJoining = direct("m.joinOrder DESC")
    private static let directByJoiningAscending = direct("m.joinOrder")
    private static let directByUser = direct("m.userKey DESC")
    private static let directByUserAscending = direct("m.userKey")

    private static let below = """
        WITH RECURSIVE below (key) AS (
            SELECT ?1 UNION SELECT d.key FROM below JOIN departments d ON d.parentKey = below.key
        ), joined (userKey, joinOrder) AS (
            SELECT m.userKey, max(m.joinOrder) FROM below JOIN department_members m ON m.departmentKey = below.key
            GROUP BY m.userKey
        )
        """
    private static let countBelow = SQL("\(below) SELECT count(*) FROM joined")
    private static let belowByJoining = wholeTree("j.joinOrder DESC")
    private static let belowByJoiningAscending = wholeTree("j.joinOrder")
    private static let belowByUser = wholeTree("j.userKey DESC")
    private static let belowByUserAscending = wholeTree("j.userKey")

    private static func direct(_ order: String) -> SQL {
        SQL(
            """
            SELECT \(User.columns) FROM department_members m JOIN users u ON u.key = m.userKey
            WHERE m.departmentKey = ?1 ORDER BY \(order) LIMIT ?2 OFFSET ?3
            """)
    }

    private static func wholeTree(_ order: String) -> SQL {
        SQL(
            """
            \(below) SELECT \(User.columns) FROM joined j JOIN users u ON u.key = j.userKey
            ORDER BY \(order) LIMIT ?2 OFFSET ?3
            """)
    }

    /// The members of a department.
    ///
    /// - Throws: `DirectoryError.organizationNotFound`, `.departmentNotFound`, `SQLiteError`.
    /// - Complexity: a page of direct members by time of joining reads just the rows up to its end; every other
    ///   listing reads all members of the department or of the departments below.
    package func list(of reference: DepartmentReference, _ listing: Listing) throws -> Paged<User> {
        let key = try departmentKey(of: reference)
        let (count, page) =
            switch (listing.includingChildren, listing.sorting, listing.order) {
            case (false, .joinDepartmentAt, .descending): (Self.count, Self.directByJoining)
            case (false, .joinDepartmentAt, .ascending): (Self.count, Self.directByJoiningAscending)
            case (false, .byDefault, .descending): (Self.count, Self.directByUser)
            case (false, .byDefault, .ascending): (Self.count, Self.directByUserAscending)
            case (true, .joinDepartmentAt, .descending): (Self.countBelow, Self.belowByJoining)
            case (true, .joinDepartmentAt, .ascending): (Self.countBelow, Self.belowByJoiningAscending)
            case (true, .byDefault, .descending): (Self.countBelow, Self.belowByUser)
            case (true, .byDefault, .ascending): (Self.countBelow, Self.belowByUserAscending)
            }
        let total = try connection.first(count, key) { $0.integer(0) } ?? 0
        let list = try connection.all(page, key, listing.page.limit, listing.page.offset, read: User.init)
        return Paged(totalCount: Int(total), list: list)
    }

    private func departmentKey(of reference: DepartmentReference) throws -> Int64 {
        try departments.key(of: reference)
    }
}
