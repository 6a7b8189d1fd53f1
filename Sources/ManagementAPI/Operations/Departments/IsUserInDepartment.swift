internal import Directory
internal import JSON

/// Tells whether a user is a member of a department (`GET /api/v3/is-user-in-department`, departments.md).
struct IsUserInDepartment: Operation {
    private static let userId = Field.text("userId")
    private static let includeChildrenDepartments = Field.flag("includeChildrenDepartments")

    static let declaration = OperationDeclaration(
        .get, "is-user-in-department",
        fields: [
            userId, DepartmentFields.organizationCode, DepartmentFields.departmentId,
            DepartmentFields.departmentIdType, includeChildrenDepartments, DepartmentFields.tenantId,
        ], answers: .object(ReplyObject("IsUserInDepartmentDataDto", [ReplyMember("inDepartment", .boolean)]))
    )

    private let userId: String
    private let department: DepartmentReference
    private let includeChildrenDepartments: Bool

    init(from fields: inout FieldReader) {
        userId = fields.read(Self.userId)
        department = DepartmentFields.read(from: &fields)
        includeChildrenDepartments = fields.read(Self.includeChildrenDepartments)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let isMember = try directory.departments.members.contains(
            userId, in: department, includingChildren: includeChildrenDepartments)
        data.beginObject()
        data.member("inDepartment", isMember)
        data.endObject()
    }
}
