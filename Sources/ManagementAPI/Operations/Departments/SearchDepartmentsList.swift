internal import Directory
internal import JSON

/// Searches the departments of an organization by conditions (`POST /api/v3/search-departments-list`, departments.md).
struct SearchDepartmentsList: Operation {
    /// What `sortBy` can name.
    private enum SortBy: String, CaseIterable, Sendable {
        case updatedAt, createdAt
    }

    /// The direction as `orderBy` spells it here.
    private enum Direction: String, CaseIterable, Sendable {
        case ascending = "ASC"
        case descending = "DESC"
    }

    private static let withCustomData = Field.flag("withCustomData")
    private static let withPost = Field.flag("withPost")
    private static let advancedFilter = Field<[DepartmentFilterItem]>.optionalList(
        "advancedFilter", of: DepartmentFilterItem.self, atMost: UserFields.mostConditions)
    private static let sortBy = Field.choice("sortBy", default: SortBy.updatedAt)
    private static let orderBy = Field.choice("orderBy", default: Direction.descending)
    private static let sort = Field<[DepartmentSorting]>.optionalList(
        "sort", of: DepartmentSorting.self, atMost: UserFields.mostConditions)

    static let declaration = OperationDeclaration(
        .post, "search-departments-list",
        fields: [
            DepartmentFields.organizationCode, withCustomData, withPost, Field<Int>.page, Field<Int>.limit,
            advancedFilter, sortBy, orderBy, sort, DepartmentFields.tenantId,
        ], answers: .list(of: .department), notEmulated: ["advancedFilter on other fields"])

    private let organizationCode: String
    private let tenantId: String?
    private let withCustomData: Bool
    private let search: DepartmentSearch

    init(from fields: inout FieldReader) {
        organizationCode = fields.read(DepartmentFields.organizationCode)
        withCustomData = fields.read(Self.withCustomData)
        // A department shows its posts with or without it: there is none.
        _ = fields.read(Self.withPost)
        var search = DepartmentSearch(page: fields.readPage())
        for item in fields.read(Self.advancedFilter) {
            guard let field = item.field else {
                fields.refuseNotEmulated(named: Self.advancedFilter.name, value: item.asked)
                continue
            }
            search.conditions.append((field, item.condition))
        }
        let sortBy = fields.read(Self.sortBy)
        let orderBy = fields.read(Self.orderBy)
        search.rules = fields.read(Self.sort).map(\.rule)
        if search.rules.isEmpty {
            search.rules = [
                DepartmentSearch.Rule(
                    sortBy == .updatedAt ? .updatedAt : .createdAt,
                    orderBy == .ascending ? .ascending : .descending)
            ]
        }
        self.search = search
        tenantId = fields.read(DepartmentFields.tenantId)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let found = try directory.departments.search(
            organizationCode: organizationCode, tenantId: tenantId, search)
        try data.array(found) { department, data in
            try DepartmentDto(department: department, withCustomData: withCustomData, directory: directory)
                .write(to: &data)
        }
    }
}
