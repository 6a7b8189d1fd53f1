internal import Directory
internal import JSON

/// Lists a department and all below it (`GET /api/v3/get-all-departments`, departments.md).
struct GetAllDepartments: Operation {
    /// The two types of id that this operation knows.
    private enum IdType: String, CaseIterable, Sendable {
        case departmentId = "department_id"
        case openDepartmentId = "open_department_id"
    }

    private static let departmentId = Field<String>(
        "departmentId", .string(length: 1...Int.max), absent: "root", placeholder: "root",
        convert: { source in source.text.flatMap { $0.isEmpty ? nil : $0 } })
    private static let departmentIdType = Field.choice("departmentIdType", default: IdType.departmentId)
    private static let withCustomData = Field.flag("withCustomData")

    static let declaration = OperationDeclaration(
        .get, "get-all-departments",
        fields: [DepartmentFields.organizationCode, departmentId, departmentIdType, withCustomData],
        answers: .page(of: .department))

    private let department: DepartmentReference
    private let withCustomData: Bool

    init(from fields: inout FieldReader) {
        let organizationCode = fields.read(DepartmentFields.organizationCode)
        let departmentId = fields.read(Self.departmentId)
        let type = fields.read(Self.departmentIdType)
        department = DepartmentReference(
            organizationCode: organizationCode, tenantId: nil, departmentId: departmentId,
            type: type == .departmentId ? .departmentId : .openDepartmentId)
        withCustomData = fields.read(Self.withCustomData)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let tree = try directory.departments.tree(from: department)
        try data.page(Paged(totalCount: tree.count, list: tree)) { department, data in
            try DepartmentDto(department: department, withCustomData: withCustomData, directory: directory)
                .write(to: &data)
        }
    }
}
