internal import Directory

/// The four fields by which most department operations name a department.
///
/// An empty or blank organization code passes: the service looks it up and finds nothing (departments.md).
struct DepartmentFields {
    static let organizationCode = Field.text("organizationCode", length: 0...64)
    static let departmentId = Field.text("departmentId")
    static let departmentIdType = Field.choice("departmentIdType", default: DepartmentIdType.departmentId)
    static let tenantId = Field.optionalText("tenantId")

    /// Reads the fields.
    static func read(from fields: inout FieldReader) -> DepartmentReference {
        let organizationCode = fields.read(organizationCode)
        let departmentId = fields.read(departmentId)
        let type = fields.read(departmentIdType)
        return DepartmentReference(
            organizationCode: organizationCode, tenantId: fields.read(tenantId), departmentId: departmentId,
            type: type)
    }
}
