internal import Directory

/// The options of list-users (`ListUsersOptionsDto`).
struct ListUsersOptions: FieldGroup {
    private static let pagination = ObjectField("pagination", as: UserPage.self)
    private static let sort = Field<[Sorting]>.optionalList(
        "sort", of: Sorting.self, atMost: UserFields.mostConditions)
    private static let searched = Field<[String]>(
        "fuzzySearchOn", .choices(searchable), absent: searchedByDefault,
        placeholder: searchedByDefault
    ) { source in
        // genauth-node-sdk 1.0.0 has a blank in one of its names.
        let texts = source.texts?.map { $0 == " profile" ? "profile" : $0 }
        guard let names = texts, names.allSatisfy({ searchable.contains($0) }) else { return nil }
        // Each field once, however often it is named: each is a part of one statement.
        return names.isEmpty ? searchedByDefault : searchable.filter { names.contains($0) }
    }
    private static let withCustomData = Field.flag("withCustomData")
    private static let withPost = Field.flag("withPost")
    private static let withIdentities = Field.flag("withIdentities")
    private static let withDepartmentIds = Field.flag("withDepartmentIds")
    private static let flatCustomData = Field.flag("flatCustomData")

    private static let searchedByDefault = [
        "phone", "email", "name", "username", "nickname", "identityNumber",
    ]
    private static let searchable = [
        "id", "phone", "email", "name", "username", "externalId", "nickname", "company", "givenName",
        "familyName", "middleName", "profile", "preferredUsername", "website", "address", "formatted",
        "streetAddress", "postalCode", "identityNumber",
    ]

    static let fields: [any FieldDeclaration] = [
        pagination, sort, searched, withCustomData, withPost, withIdentities, withDepartmentIds,
        flatCustomData,
    ]

    /// Which part of the list.
    let page: UserPage
    /// The order.
    let sorting: [UserSorting]
    /// The fields in which keywords are searched.
    let searched: [UserColumn]
    /// What of the users is shown.
    private(set) var shown = UserDtoOptions()

    init(from fields: inout FieldReader) {
        page = Self.pagination.read(from: &fields)
        sorting = fields.read(Self.sort).map(\.sorting)
        searched = fields.read(Self.searched).compactMap(UserColumn.named)
        shown.customData = fields.read(Self.withCustomData)
        shown.posts = fields.read(Self.withPost)
        shown.identities = fields.read(Self.withIdentities)
        shown.departmentIds = fields.read(Self.withDepartmentIds)
        shown.flatCustomData = fields.read(Self.flatCustomData)
    }

    /// One step of the order (`SortingDto`).
    private struct Sorting: FieldGroup {
        private enum Order: String, CaseIterable, Sendable {
            case desc, asc
        }

        private static let field = Field<UserSortField>.requiredChoice("field", placeholder: UserSortField.createdAt)
        private static let order = Field<Order>.requiredChoice("order", placeholder: Order.desc)

        static let fields: [any FieldDeclaration] = [field, order]

        let sorting: UserSorting

        init(from fields: inout FieldReader) {
            sorting = UserSorting(
                field: fields.read(Self.field),
                order: fields.read(Self.order) == .asc ? .ascending : .descending)
        }
    }
}
