internal import Directory
internal import JSON

/// Lists the members of a department (`GET /api/v3/list-department-members`, departments.md).
struct ListDepartmentMembers: Operation {
    private static let sortBy = Field.choice("sortBy", default: DepartmentMembers.Sorting.joinDepartmentAt)
    private static let orderBy = Field.choice("orderBy", default: OrderBy.descending)
    private static let includeChildrenDepartments = Field.flag("includeChildrenDepartments")
    private static let page = Field<Int>.page
    private static let limit = Field<Int>.limit
    private static let withCustomData = Field.flag("withCustomData")
    private static let withIdentities = Field.flag("withIdentities")
    private static let withDepartmentIds = Field.flag("withDepartmentIds")

    static let declaration = OperationDeclaration(
        .get, "list-department-members",
        fields: [
            DepartmentFields.organizationCode, DepartmentFields.departmentId, sortBy, orderBy,
            DepartmentFields.departmentIdType, includeChildrenDepartments, page, limit, withCustomData,
            withIdentities, withDepartmentIds, DepartmentFields.tenantId,
        ], answers: .page(of: .user))

    private let department: DepartmentReference
    private let listing: DepartmentMembers.Listing
    private var options = UserDtoOptions()

    init(from fields: inout FieldReader) {
        department = DepartmentFields.read(from: &fields)
        let sorting = fields.read(Self.sortBy)
        let order = fields.read(Self.orderBy).order
        let includingChildren = fields.read(Self.includeChildrenDepartments)
        listing = DepartmentMembers.Listing(
            sorting: sorting, order: order, includingChildren: includingChildren, page: fields.readPage())
        options.customData = fields.read(Self.withCustomData)
        options.identities = fields.read(Self.withIdentities)
        options.departmentIds = fields.read(Self.withDepartmentIds)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let members = try directory.departments.members.list(of: department, listing)
        try data.page(members) { user, data in
            try UserDto(user: user, options: options, directory: directory).write(to: &data)
        }
    }
}

/// The direction of a sorted list on the wire (`orderBy`).
enum OrderBy: String, CaseIterable, Sendable {
    case ascending = "Asc"
    case descending = "Desc"

    /// The direction in the directory's terms.
    var order: SortOrder { self == .ascending ? .ascending : .descending }
}
