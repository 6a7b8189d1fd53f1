internal import Directory

/// The four fields by which most department operations name a department.
///
/// An empty or blank organization code passes: the service looks it up and finds nothing (departments.md).
struct DepartmentFields {
    static let organizationCode = Field.text("organizationCode", length: 0...64)
    static let departmentId = Field.text("departmentId")
    static let departmentIdType = Field.choice("departmentIdType", default: DepartmentIdType.departmentId)
    static let tenantId = Field.optionalText("tenantId")

    static let includeChildrenDepartments = Field.flag("includeChildrenDepartments")

    /// The fields of an object that names a department, alone or with those below it.
    static let selection: [any FieldDeclaration] = [
        organizationCode, departmentId, departmentIdType, includeChildrenDepartments, tenantId,
    ]

    /// Reads the fields that name a department.
    static func read(from fields: inout FieldReader) -> DepartmentReference {
        let organizationCode = fields.read(organizationCode)
        let departmentId = fields.read(departmentId)
        let type = fields.read(departmentIdType)
        return DepartmentReference(
            organizationCode: organizationCode, tenantId: fields.read(tenantId), departmentId: departmentId,
            type: type)
    }
}
