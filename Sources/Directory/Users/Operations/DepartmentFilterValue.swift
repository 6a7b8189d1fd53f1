internal import Contract
internal import PoolEngine

/// A department in the value of a condition of list-users; the public description has only an example of it.
struct DepartmentFilterValue: NestedObject, NamesDepartment {
    private static let organizationCode = Field.text("organizationCode", length: 0...64)
    private static let departmentId = Field.text("departmentId")
    private static let departmentIdType = Field<DepartmentIdType>.choice(
        "departmentIdType", default: .departmentId)
    private static let includeChildrenDepartments = Field.flag("includeChildrenDepartments")
    private static let tenantId = Field.optionalText("tenantId")

    static let fields: [any FieldDeclaration] = [
        organizationCode, departmentId, departmentIdType, includeChildrenDepartments, tenantId,
    ]

    let organizationCode: String
    let departmentId: String
    let departmentIdType: DepartmentIdType
    let includeChildrenDepartments: Bool
    let tenantId: String?

    init(from fields: inout FieldReader) {
        organizationCode = fields.read(Self.organizationCode)
        departmentId = fields.read(Self.departmentId)
        departmentIdType = fields.read(Self.departmentIdType)
        includeChildrenDepartments = fields.read(Self.includeChildrenDepartments)
        tenantId = fields.read(Self.tenantId)
    }
}
