internal import Directory
internal import JSON

/// Lists and searches users (`POST /api/v3/list-users`, users.md).
struct ListUsers: Operation {
    private static let keywords = Field.optionalText("keywords")
    private static let filters = Field<[UserFilterItem]>.optionalList(
        "advancedFilter", of: UserFilterItem.self, atMost: UserFields.mostConditions)
    private static let searchQuery = Field<Bool>.filled("searchQuery")
    private static let options = ObjectField("options", as: ListUsersOptions.self)

    static let declaration = OperationDeclaration(
        .post, "list-users", fields: [keywords, filters, searchQuery, options], answers: .page(of: .user),
        notEmulated: [
            "searchQuery", "advancedFilter on some forms of identity and userSource",
        ])

    private var query = UserQuery()
    private let options: ListUsersOptions

    init(from fields: inout FieldReader) {
        query.keywords = fields.read(Self.keywords) ?? ""
        query.filters = fields.read(Self.filters).compactMap { $0.filter(tellingOf: &fields) }
        // A raw query of the service's search engine.
        if fields.read(Self.searchQuery) { fields.refuseNotEmulated(Self.searchQuery) }
        options = Self.options.read(from: &fields)
        query.sorting = options.sorting
        query.searched = options.searched
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let users = try directory.users.list(query, page: try options.page.checked())
        try data.page(users) { user, data in
            try UserDto(user: user, options: options.shown, directory: directory).write(to: &data)
        }
    }
}
