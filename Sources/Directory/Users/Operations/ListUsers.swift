internal import Contract
internal import JSON
internal import PoolEngine

/// Lists and searches users (users.md).
extension ListUsers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var query = UserQuery()
        query.keywords = keywords ?? ""
        query.filters = advancedFilter
        query.sorting = options.sort.map { UserSorting(field: $0.field, order: $0.order.order) }
        query.searched = options.fuzzySearchOn.compactMap(UserColumn.named)
        let users = try directory.users.list(query, page: try options.pagination.pageOfUsers())
        try data.page(users) { user, data in
            try UserDto(user: user, options: options.shown, directory: directory).write(to: &data)
        }
    }
}

extension SortingDto.Order {
    fileprivate var order: SortOrder { self == .asc ? .ascending : .descending }
}

extension Field<[String]> {
    /// The fields in which keywords are searched, in the order of `names`.
    ///
    /// - Parameters:
    ///   - names: the fields that can be searched.
    ///   - standard: the fields for an absent or empty list.
    /// - Returns: the field `fuzzySearchOn`.
    static func fuzzySearchOn(of names: [String], default standard: [String]) -> Field {
        Field("fuzzySearchOn", .choices(names), absent: standard, placeholder: standard) { source in
            // genauth-node-sdk 1.0.0 has a blank in one of its names.
            let texts = source.texts?.map { $0 == " profile" ? "profile" : $0 }
            guard let texts, texts.allSatisfy({ names.contains($0) }) else { return nil }
            // Each field once, since each is a part of one statement.
            return texts.isEmpty ? standard : names.filter { texts.contains($0) }
        }
    }
}
