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

    /// A time in seconds or milliseconds, converted to milliseconds.
    ///
    /// The description says seconds, but its example has milliseconds. In seconds the example would be in the year
    /// 52,000; in milliseconds a current time in seconds would be in January 1970. So the number shows its unit.
    private static func milliseconds(_ time: Int) -> Int {
        time < 100_000_000_000 ? time * 1_000 : time
    }
}
