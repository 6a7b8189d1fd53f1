internal import Directory
internal import JSON

/// Finds the department above one (`GET /api/v3/get-parent-department`, departments.md).
struct GetParentDepartment: Operation {
    private static let withCustomData = Field.flag("withCustomData")

    static let declaration = OperationDeclaration(
        .get, "get-parent-department",
        fields: [
            DepartmentFields.organizationCode, DepartmentFields.departmentId,
            DepartmentFields.departmentIdType,
            withCustomData, DepartmentFields.tenantId,
        ], answers: .department)

    private let department: DepartmentReference
    private let withCustomData: Bool

    init(from fields: inout FieldReader) {
        department = DepartmentFields.read(from: &fields)
        withCustomData = fields.read(Self.withCustomData)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let parent = try directory.departments.parent(of: department)
        try DepartmentDto(department: parent, withCustomData: withCustomData, directory: directory)
            .write(to: &data)
    }
}
