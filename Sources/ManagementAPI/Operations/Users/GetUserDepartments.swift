internal import Directory
internal import JSON

/// Lists the departments a user belongs to (`GET /api/v3/get-user-departments`, users.md and departments.md).
struct GetUserDepartments: Operation {
    private static let page = Field<Int>.page
    private static let limit = Field<Int>.limit
    private static let withCustomData = Field.flag("withCustomData")
    private static let withDepartmentPaths = Field.flag("withDepartmentPaths")
    private static let sortBy = Field.choice(
        "sortBy", default: DepartmentMembers.UserDepartmentSorting.joinDepartmentAt)
    private static let orderBy = Field.choice("orderBy", default: OrderBy.descending)

    static let declaration = OperationDeclaration(
        .get, "get-user-departments",
        fields: [
            UserFields.userId, UserFields.userIdType, page, limit, withCustomData, withDepartmentPaths,
            sortBy,
            orderBy,
        ], answers: .page(of: .userDepartment))

    private let user: UserReference
    private let page: Page
    private let withCustomData: Bool
    private let withDepartmentPaths: Bool
    private let sorting: DepartmentMembers.UserDepartmentSorting
    private let order: SortOrder

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
        page = fields.readPage()
        withCustomData = fields.read(Self.withCustomData)
        withDepartmentPaths = fields.read(Self.withDepartmentPaths)
        sorting = fields.read(Self.sortBy)
        order = fields.read(Self.orderBy).order
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let members = directory.departments.members
        let departments = try members.departments(
            of: try user.find(in: directory), sorting: sorting, order: order, page: page)
        try data.page(departments) { membership, data in
            let path = withDepartmentPaths ? try members.path(to: membership.department) : nil
            UserDepartmentRespDto(membership: membership, path: path, withCustomData: withCustomData)
                .write(to: &data)
        }
    }
}
