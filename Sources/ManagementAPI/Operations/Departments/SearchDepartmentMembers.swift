internal import Directory
internal import JSON

/// Searches the members of a department (`GET /api/v3/search-department-members`, departments.md).
struct SearchDepartmentMembers: Operation {
    private static let keywords = Field.text("keywords")
    private static let includeChildrenDepartments = Field.flag("includeChildrenDepartments")
    private static let withCustomData = Field.flag("withCustomData")
    private static let withIdentities = Field.flag("withIdentities")
    private static let withDepartmentIds = Field.flag("withDepartmentIds")

    static let declaration = OperationDeclaration(
        .get, "search-department-members",
        fields: [
            DepartmentFields.organizationCode, DepartmentFields.departmentId, keywords, Field<Int>.page,
            Field<Int>.limit, DepartmentFields.departmentIdType, includeChildrenDepartments, withCustomData,
            withIdentities, withDepartmentIds, DepartmentFields.tenantId,
        ], answers: .page(of: .user))

    private let department: DepartmentReference
    private let keywords: String
    private let includeChildrenDepartments: Bool
    private let page: Page
    private var options = UserDtoOptions()

    init(from fields: inout FieldReader) {
        department = DepartmentFields.read(from: &fields)
        keywords = fields.read(Self.keywords)
        includeChildrenDepartments = fields.read(Self.includeChildrenDepartments)
        page = fields.readPage()
        options.customData = fields.read(Self.withCustomData)
        options.identities = fields.read(Self.withIdentities)
        options.departmentIds = fields.read(Self.withDepartmentIds)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let members = try directory.departments.members.search(
            keywords, in: department, includingChildren: includeChildrenDepartments, page: page)
        try data.page(members) { user, data in
            try UserDto(user: user, options: options, directory: directory).write(to: &data)
        }
    }
}
