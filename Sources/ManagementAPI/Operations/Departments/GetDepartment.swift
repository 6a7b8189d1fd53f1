internal import Directory
internal import JSON

/// Finds a department (`GET /api/v3/get-department`, departments.md).
///
/// The organization may be left out when the vendor's own id is given, since that is unique in the pool.
struct GetDepartment: Operation {
    private static let organizationCode = Field.optionalText("organizationCode", length: 0...64)
    private static let departmentId = Field.optionalText("departmentId", length: 1...Int.max)
    private static let departmentCode = Field.optionalText("departmentCode", length: 1...Int.max)
    private static let withCustomData = Field.flag("withCustomData")
    private static let flatCustomData = Field.flag("flatCustomData")

    static let declaration = OperationDeclaration(
        .get, "get-department",
        fields: [
            organizationCode, departmentId, departmentCode, DepartmentFields.departmentIdType, withCustomData,
            flatCustomData, DepartmentFields.tenantId,
        ], answers: .department)

    private let organizationCode: String?
    private let tenantId: String?
    private let id: String
    private let type: DepartmentIdType
    private let withCustomData: Bool
    private let flatCustomData: Bool

    init(from fields: inout FieldReader) {
        organizationCode = fields.read(Self.organizationCode)
        let departmentId = fields.read(Self.departmentId)
        let departmentCode = fields.read(Self.departmentCode)
        let type = fields.read(DepartmentFields.departmentIdType)
        withCustomData = fields.read(Self.withCustomData)
        flatCustomData = fields.read(Self.flatCustomData)
        tenantId = fields.read(DepartmentFields.tenantId)

        id = departmentId ?? departmentCode ?? ""
        self.type = departmentId == nil ? .code : type
        if departmentId == nil && departmentCode == nil {
            fields.refuse([Self.departmentId, Self.departmentCode])
        } else if organizationCode == nil && self.type != .departmentId {
            fields.refuse([Self.organizationCode])
        }
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let department =
            if let organizationCode {
                try directory.departments.get(
                    DepartmentReference(
                        organizationCode: organizationCode, tenantId: tenantId, departmentId: id, type: type))
            } else {
                try directory.departments.get(departmentId: id, tenantId: tenantId)
            }
        try DepartmentDto(
            department: department, withCustomData: withCustomData, flatCustomData: flatCustomData,
            directory: directory
        ).write(to: &data)
    }
}
