internal import SQLite

/// Which users a list shows, and in which order.
package struct UserQuery: Sendable {
    /// Text that one of the fields searched contains, in any case of ASCII letters; empty for all users.
    package var keywords = ""
    /// The fields searched.
    package var searched: [UserColumn] = []
    /// Conditions that all hold.
    package var filters: [UserFilter] = []
    /// The order; users that are alike in it, and all users without it, come newest first.
    package var sorting: [UserSorting] = []

    /// All users, newest first.
    package init() {}
}

/// Lists of users.
///
/// The text of a statement is made from the shape of a query; all values travel in one JSON array, the parameter
/// `?1`. The fixed statements for every user and for archived users are kept; a text that was made is prepared for its
/// one use and dropped, since there is no end of shapes.
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

    /// A page of the users a query asks for.
    ///
    /// - Throws: `DirectoryError.organizationNotFound` and `.departmentNotFound` for departments that a filter names,
    ///   `.customFieldNotDefined`; `SQLiteError`.
    /// - Complexity: keywords and `CONTAINS` read every user that the other conditions leave.
    package func list(_ query: UserQuery, page: Page) throws -> Paged<User> {
        guard !query.keywords.isEmpty || !query.filters.isEmpty || !query.sorting.isEmpty else {
            let total = try connection.first(Self.count) { $0.integer(0) } ?? 0
            return Paged(
                totalCount: Int(total),
                list: try connection.all(Self.page, page.limit, page.offset, read: User.init))
        }
        var query = query
        query.filters = try query.filters.map { try resolved($0) }
        let values = query.values
        let count = SQL("SELECT count(*) FROM users u \(query.condition)")
        let select = SQL(
            """
            SELECT \(User.columns) FROM users u \(query.condition) ORDER BY \(query.order) LIMIT ?2 OFFSET ?3
            """)
        defer {
            connection.discard(count)
            connection.discard(select)
        }
        let total =
            query.condition.isEmpty
            ? try connection.first(Self.count) { $0.integer(0) }
            : try connection.first(count, values) { $0.integer(0) }
        return Paged(
            totalCount: Int(total ?? 0),
            list: try connection.all(select, values, page.limit, page.offset, read: User.init))
    }

    /// A page of the archived users, who was archived last first.
    ///
    /// A user who was archived from the start has been since being made.
    ///
    /// - Parameters:
    ///   - start: the earliest time of archiving.
    ///   - page: which part of the list.
    /// - Returns: ids with the times of archiving.
    /// - Throws: `SQLiteError`.
    package func listArchived(
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
    /// The values of the conditions as a JSON array: the keywords, then one element a filter.
    fileprivate var values: String {
        let quoted = keywords.unicodeScalars.reduce(into: "") { text, scalar in
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case let scalar where scalar.value < 0x20:
                text += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return "[\"\(quoted)\"" + filters.map { ",\($0.element)" }.joined() + "]"
    }

    fileprivate var condition: String {
        var conditions = filters.enumerated().map { $1.condition(position: $0 + 1) }
        if !keywords.isEmpty {
            let matches = searched.map {
                "instr(lower(\($0.expression)), lower(json_extract(?1, '$[0]'))) > 0"
            }
            conditions.append("(\(matches.isEmpty ? "0" : matches.joined(separator: " OR ")))")
        }
        guard !conditions.isEmpty else { return "" }
        // A parameter that a statement does not mention cannot be bound; IS_NULL needs no value.
        return "WHERE ?1 IS NOT NULL AND " + conditions.joined(separator: " AND ")
    }

    /// The last step decides between users alike in it in the same direction, so that one index serves both.
    fileprivate var order: String {
        let steps = sorting.compactMap { step in
            step.field.column.map { "u.\($0) \(step.order == .ascending ? "ASC" : "DESC")" }
        }
        let tie = sorting.last?.order == .ascending && !steps.isEmpty ? "u.key ASC" : "u.key DESC"
        return (steps + [tie]).joined(separator: ", ")
    }
}
