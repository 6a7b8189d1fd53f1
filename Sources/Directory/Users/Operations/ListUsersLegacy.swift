internal import Contract
internal import JSON
internal import PoolEngine

/// Lists users in the older way (`GET`; users.md).
extension ListUsersLegacy: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var query = UserQuery()
        query.filters = filters
        let users = try directory.users.list(query, page: try pageOfUsers())
        try data.page(users) { user, data in
            try UserDto(user: user, options: shown, directory: directory).write(to: &data)
        }
    }

    private var filters: [UserFilter] {
        let conditions: [(String, UserFilterOperator, String?)] = [
            ("status", .equal, status.map { "\"\($0.rawValue)\"" }),
            ("updatedAt", .greater, updatedAtStart.map { "\(Self.milliseconds($0))" }),
            ("updatedAt", .lesser, updatedAtEnd.map { "\(Self.milliseconds($0))" }),
        ]
        return conditions.compactMap { field, comparison, value in
            guard let value, let column = UserColumn.named(field) else { return nil }
            return UserFilter(column, comparison, value: value)
        }
    }

    /// A time in milliseconds, whether given in seconds or in milliseconds.
    ///
    /// The description speaks of seconds and shows milliseconds. Taken as seconds, its example would lie in the year
    /// 52 000; taken as milliseconds, the present would lie in January 1970: the number shows which it is.
    private static func milliseconds(_ time: Int) -> Int {
        time < 100_000_000_000 ? time * 1_000 : time
    }
}
