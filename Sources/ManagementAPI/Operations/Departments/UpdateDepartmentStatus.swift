internal import Directory
internal import JSON

/// Switches a department on or off (`POST /api/v3/update-department-status`, departments.md).
///
/// The answer is declared to be a `Node`, a type without fields; here it is the department.
struct UpdateDepartmentStatus: Operation {
    private static let status = Field<Bool>(
        "status", .boolean, absent: nil, placeholder: false, convert: { $0.bool })

    static let declaration = OperationDeclaration(
        .post, "update-department-status", fields: [DepartmentFields.departmentId, status], writes: true,
        answers: .department)

    private let departmentId: String
    private let status: Bool

    init(from fields: inout FieldReader) {
        departmentId = fields.read(DepartmentFields.departmentId)
        status = fields.read(Self.status)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let department = try directory.departments.setStatus(of: departmentId, to: status)
        try DepartmentDto(department: department, withCustomData: false, directory: directory).write(
            to: &data)
    }
}
