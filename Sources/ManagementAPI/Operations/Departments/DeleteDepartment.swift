internal import Directory
internal import JSON

/// Deletes a department with all below it (`POST /api/v3/delete-department`, departments.md).
struct DeleteDepartment: Operation {
    static let declaration = OperationDeclaration(
        .post, "delete-department",
        fields: [
            DepartmentFields.organizationCode, DepartmentFields.departmentId,
            DepartmentFields.departmentIdType,
            DepartmentFields.tenantId,
        ],
        writes: true)

    private let department: DepartmentReference

    init(from fields: inout FieldReader) {
        department = DepartmentFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.departments.delete(department)
        data.isSuccess()
    }
}
