internal import Directory
internal import JSON

/// Removes users from a department (`POST /api/v3/remove-department-members`, departments.md).
struct RemoveDepartmentMembers: Operation {
    /// The public description sets no bounds on the list.
    private static let userIds = Field.texts("userIds", count: 0...Int.max)

    static let declaration = OperationDeclaration(
        .post, "remove-department-members",
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
        try directory.departments.members.remove(userIds, from: department)
        data.isSuccess()
    }
}
