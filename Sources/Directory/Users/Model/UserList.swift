public import PoolEngine
internal import SQLite

/// A query of users, with an order.
public struct UserQuery: Sendable {
    /// Text that one of the searched fields contains, ignoring case; empty for all users.
    public var keywords = ""
    /// The searched fields.
    public var searched: [UserColumn] = []
    /// Conditions that all hold.
    public var filters: [UserFilter] = []
    /// The order; users that are equal in it, and all users without it, are sorted by descending creation.
    public var sorting: [UserSorting] = []

    /// Creates a query of all users, newest first.
    public init() {}
}

/// Lists of users.
///
/// The text of a statement is built from the shape of a query; the values of the filters are passed in one JSON array,
/// the parameter `?1`. The fixed statements for all users and for archived users are cached. A built statement is used
/// once and not cached, since the number of shapes is unlimited.
extension Users {
    private static let count = SQL("SELECT count(*) FROM users")
    private static let page = SQL(
        "SELECT \(User.columns) FROM users u ORDER BY u.key DESC LIMIT ?1 OFFSET ?2")
    private static let countArchived = SQL(
        """
        SELECT count(*) FROM users u
        WHERE u.status = 'Archived' AND ifnull(u.statusChangedAt, u.createdAt) >= ?1
        """)
    private static let pageArchived = SQL(
        """
        SELECT u.userId, ifnull(u.statusChangedAt, u.createdAt) FROM users u
        WHERE u.status = 'Archived' AND ifnull(u.statusChangedAt, u.createdAt) >= ?1
        ORDER BY ifnull(u.statusChangedAt, u.createdAt) DESC, u.key DESC LIMIT ?2 OFFSET ?3
        """)

    /// A page of the users that match a query.
    ///
    /// - Throws: `OrganizationError.notFound` and `DepartmentError.notFound` for departments that a filter names,
    ///   `CustomFieldError.notDefined`; `SQLiteError`.
    /// - Complexity: linear in the number of users up to the end of the page, or that match when there is a condition.
    ///   Keywords of one or two characters read the searched text of every user; filters that no index serves and
    ///   sorting by a field without an index read every user.
    public func list(_ query: UserQuery, page: Page) throws -> Paged<User> {
        guard !query.keywords.isEmpty || !query.filters.isEmpty else {
            let total = try connection.first(Self.count) { $0.integer(0) } ?? 0
            let users =
                query.sorting.isEmpty
                ? try connection.all(Self.page, page.limit, page.offset, read: User.init)
                : try users(withKeys: keys(sortedBy: query.order, page: page))
            return Paged(totalCount: Int(total), list: users)
        }
        var query = query
        query.filters = try query.filters.map { try resolved($0) }
        // The total needs every match, so only keys are read, which is cheap.
        let search = try query.keywords.isEmpty ? nil : texts.search(query.keywords, in: query.searched)
        let select = SQL(query.keysText(search))
        defer { connection.discard(select) }
        var keys = try connection.all(select, query.values, query.keywords, search?.match ?? "") {
            $0.integer(0)
        }
        if query.sorting.isEmpty { keys.sort(by: >) }
        return Paged(totalCount: keys.count, list: try users(withKeys: page.entries(of: keys)))
    }

    private func keys(sortedBy order: String, page: Page) throws -> [Int64] {
        let select = SQL("SELECT u.key FROM users u ORDER BY \(order) LIMIT ?1 OFFSET ?2")
        defer { connection.discard(select) }
        return try connection.all(select, page.limit, page.offset) { $0.integer(0) }
    }

    /// A page of the archived users, the last archived first.
    ///
    /// For a user who was created as archived, the time is that of the creation.
    ///
    /// - Parameters:
    ///   - start: the earliest time of archiving.
    ///   - page: the page.
    /// - Returns: ids with the times of archiving.
    /// - Throws: `SQLiteError`.
    public func listArchived(
        since start: Timestamp, page: Page
    ) throws -> Paged<(userId: String, archivedAt: Timestamp)> {
        let total = try connection.first(Self.countArchived, start.milliseconds) { $0.integer(0) } ?? 0
        let list = try connection.all(
            Self.pageArchived, start.milliseconds, page.limit, page.offset
        ) {
            (userId: $0.text(0), archivedAt: Timestamp(milliseconds: $0.integer(1)))
        }
        return Paged(totalCount: Int(total), list: list)
    }
}

extension UserQuery {
    /// The values of the filters as a JSON array.
    fileprivate var values: String { "[" + filters.map(\.element).joined(separator: ",") + "]" }

    /// The statement that reads the keys of all matching users, in the requested order.
    ///
    /// All matches are read in any order. SQLite must not choose an index for the order instead of the one that finds
    /// the matches, which `+` prevents (https://sqlite.org/optoverview.html, section 2).
    fileprivate func keysText(_ search: UserTexts.Search?) -> String {
        if let search, search.isExact, filters.isEmpty, sorting.isEmpty { return search.keys }
        var conditions = filters.enumerated().map { $1.condition(position: $0) }
        if let search { conditions.append(search.condition) }
        let select = "SELECT u.key FROM users u WHERE \(UserTexts.mention)"
        let order = sorting.isEmpty ? "" : "ORDER BY \(order.replacing("u.", with: "+u."))"
        return "\(select) AND \(conditions.joined(separator: " AND ")) \(order)"
    }

    /// Users that are equal are sorted by key in the direction of the last rule, so that one index has both orders.
    fileprivate var order: String {
        let steps = sorting.compactMap { step in
            step.field.column.map { "u.\($0) \(step.order == .ascending ? "ASC" : "DESC")" }
        }
        let tie = sorting.last?.order == .ascending && !steps.isEmpty ? "u.key ASC" : "u.key DESC"
        return (steps + [tie]).joined(separator: ", ")
    }
}
