public import PoolEngine
internal import SQLite

/// The sorted and paged list of a department's members.
extension DepartmentMembers {
    /// The sort key of a list of members (`sortBy` of list-department-members).
    public enum Sorting: String, CaseIterable, Sendable {
        /// The order of creation. The service's own default is unknown.
        case byDefault = "Default"
        /// The time of joining the department.
        case joinDepartmentAt = "JoinDepartmentAt"
        /// The user's id; this and the next two are in the Node SDK since 2024, not in the description.
        case userId
        /// The time the user was made.
        case createdAt = "createAt"
        /// The time a field of the user last changed.
        case updatedAt
    }

    /// The options of a list of members.
    public struct Listing: Sendable {
        /// The sort key.
        public var sorting: Sorting
        /// The direction.
        public var order: SortOrder
        /// Whether to include members of departments below, each user once.
        public var includingChildren: Bool
        /// The page.
        public var page: Page

        public init(sorting: Sorting, order: SortOrder, includingChildren: Bool, page: Page) {
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

    /// Only keys are sorted and skipped, so that users before the page are not read.
    private static func keys(inOrder order: String) -> SQL {
        SQL(
            """
            SELECT userKey FROM department_members WHERE departmentKey = ?1
            ORDER BY \(order) LIMIT ?2 OFFSET ?3
            """)
    }

    private static let byUserId = keys(ofUsersInOrder: "u.userId DESC")
    private static let byUserIdAscending = keys(ofUsersInOrder: "u.userId")
    private static let byCreation = keys(ofUsersInOrder: "u.createdAt DESC, u.key DESC")
    private static let byCreationAscending = keys(ofUsersInOrder: "u.createdAt, u.key")
    private static let byUpdate = keys(ofUsersInOrder: "u.updatedAt DESC, u.key DESC")
    private static let byUpdateAscending = keys(ofUsersInOrder: "u.updatedAt, u.key")

    /// Sorts users by a field of their own; `?1` is a JSON array of their keys.
    private static func keys(ofUsersInOrder order: String) -> SQL {
        SQL(
            """
            SELECT u.key FROM json_each(?1) JOIN users u ON u.key = json_each.value
            ORDER BY \(order) LIMIT ?2 OFFSET ?3
            """)
    }

    /// The statement for an order by a field of users.
    private static func userOrder(_ listing: Listing) -> SQL? {
        switch (listing.sorting, listing.order) {
        case (.userId, .descending): byUserId
        case (.userId, .ascending): byUserIdAscending
        case (.createdAt, .descending): byCreation
        case (.createdAt, .ascending): byCreationAscending
        case (.updatedAt, .descending): byUpdate
        case (.updatedAt, .ascending): byUpdateAscending
        case (.byDefault, _), (.joinDepartmentAt, _): nil
        }
    }

    /// The members of a department.
    ///
    /// - Throws: `OrganizationError.notFound`, `DepartmentError.notFound`, `SQLiteError`.
    /// - Complexity: a page of direct members in join order reads the rows up to its end, in an order of users all
    ///   memberships of the department; with children, all memberships of the department and those below.
    public func list(of reference: DepartmentReference, _ listing: Listing) throws -> Paged<User> {
        let key = try departments.key(of: reference)
        if let order = Self.userOrder(listing) { return try list(of: key, listing, sortedBy: order) }
        if listing.includingChildren { return try listWithChildren(of: key, listing) }
        let page =
            switch (listing.sorting, listing.order) {
            case (.joinDepartmentAt, .descending): Self.byJoining
            case (.joinDepartmentAt, .ascending): Self.byJoiningAscending
            case (_, .descending): Self.byUser
            case (_, .ascending): Self.byUserAscending
            }
        let total = try membershipsCount(of: key, includingChildren: false)
        let keys = try connection.all(page, key, listing.page.limit, listing.page.offset) { $0.integer(0) }
        return Paged(totalCount: total, list: try users.users(withKeys: keys))
    }

    /// The members in an order of the users themselves.
    private func list(of key: Int64, _ listing: Listing, sortedBy page: SQL) throws -> Paged<User> {
        let members = DepartmentMembership.latestOfEach(
            try memberships(of: key, includingChildren: listing.includingChildren))
        let list = members.map { String($0.userKey) }.joined(separator: ",")
        let keys = try connection.all(page, "[\(list)]", listing.page.limit, listing.page.offset) {
            $0.integer(0)
        }
        return Paged(totalCount: members.count, list: try users.users(withKeys: keys))
    }

    private func listWithChildren(of key: Int64, _ listing: Listing) throws -> Paged<User> {
        var members = DepartmentMembership.latestOfEach(try memberships(of: key, includingChildren: true))
        if case .joinDepartmentAt = listing.sorting {
            members.sort { $0.joinOrder < $1.joinOrder }
        } else {
            members.sort { $0.userKey < $1.userKey }
        }
        if listing.order == .descending { members.reverse() }
        return Paged(
            totalCount: members.count,
            list: try users.users(withKeys: listing.page.entries(of: members).map(\.userKey)))
    }
}
