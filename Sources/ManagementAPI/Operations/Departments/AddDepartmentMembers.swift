internal import Directory
internal import JSON

/// Adds users to a department (`POST /api/v3/add-department-members`, departments.md).
struct AddDepartmentMembers: Operation {
    /// The public description sets no bounds on the list.
    private static let userIds = Field.texts("userIds", count: 0...Int.max)

    static let declaration = OperationDeclaration(
        .post, "add-department-members",
        fields: [
            DepartmentFields.organizationCode, DepartmentFields.departmentId,
            DepartmentFields.departmentIdType,
            DepartmentFields.tenantId, userIds,
        ],
        writes: true)

    private let department: DepartmentReference
    private let userIds: [String]

    init(from fields: inout FieldReader) {
        department = DepartmentFields.read(from: &fields)
        userIds = fields.read(Self.userIds)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.departments.members.add(userIds, to: department)
        data.isSuccess()
    }
}
