internal import Directory
internal import JSON

/// Finds a department of any organization by the vendor's id (`GET /api/v3/get-department-by-id`, departments.md).
struct GetDepartmentById: Operation {
    private static let withCustomData = Field.flag("withCustomData")

    static let declaration = OperationDeclaration(
        .get, "get-department-by-id",
        fields: [DepartmentFields.departmentId, DepartmentFields.tenantId, withCustomData],
        answers: .department)

    private let departmentId: String
    private let tenantId: String?
    private let withCustomData: Bool

    init(from fields: inout FieldReader) {
        departmentId = fields.read(DepartmentFields.departmentId)
        tenantId = fields.read(DepartmentFields.tenantId)
        withCustomData = fields.read(Self.withCustomData)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let department = try directory.departments.get(departmentId: departmentId, tenantId: tenantId)
        try DepartmentDto(department: department, withCustomData: withCustomData, directory: directory)
            .write(to: &data)
    }
}
