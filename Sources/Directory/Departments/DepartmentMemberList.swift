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

    private static let byJoining = keys(inOrder: "joinOrder DESC")
    private static let byJoiningAscending = keys(inOrder: "joinOrder")
    private static let byUser = keys(inOrder: "userKey DESC")
    private static let byUserAscending = keys(inOrder: "userKey")

    /// Keys alone are skipped and sorted: users before the page are not read.
    private static func keys(inOrder order: String) -> SQL {
        SQL(
            """
            SELECT userKey FROM department_members WHERE departmentKey = ?1
            ORDER BY \(order) LIMIT ?2 OFFSET ?3
            """)
    }

    /// The members of a department.
    ///
    /// - Throws: `DirectoryError.organizationNotFound`, `.departmentNotFound`, `SQLiteError`.
    /// - Complexity: a page of direct members by time of joining reads just the rows up to its end, by user all
    ///   memberships of the department; with children, all memberships of the department and those below.
    package func list(of reference: DepartmentReference, _ listing: Listing) throws -> Paged<User> {
        let key = try departments.key(of: reference)
        if listing.includingChildren { return try listWithChildren(of: key, listing) }
        let page =
            switch (listing.sorting, listing.order) {
            case (.joinDepartmentAt, .descending): Self.byJoining
            case (.joinDepartmentAt, .ascending): Self.byJoiningAscending
            case (.byDefault, .descending): Self.byUser
            case (.byDefault, .ascending): Self.byUserAscending
            }
        let total = try membershipsCount(of: key, includingChildren: false)
        let keys = try connection.all(page, key, listing.page.limit, listing.page.offset) { $0.integer(0) }
        return Paged(totalCount: total, list: try users.users(withKeys: keys))
    }

    private func listWithChildren(of key: Int64, _ listing: Listing) throws -> Paged<User> {
        var members = DepartmentMembership.latestOfEach(try memberships(of: key, includingChildren: true))
        switch listing.sorting {
        case .byDefault: members.sort { $0.userKey < $1.userKey }
        case .joinDepartmentAt: members.sort { $0.joinOrder < $1.joinOrder }
        }
        if listing.order == .descending { members.reverse() }
        return Paged(
            totalCount: members.count,
            list: try users.users(withKeys: listing.page.entries(of: members).map(\.userKey)))
    }
}
