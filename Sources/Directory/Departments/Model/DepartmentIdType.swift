/// What kind of id names a department in a call (`departmentIdType` of the public description).
public enum DepartmentIdType: String, CaseIterable, Sendable {
    /// The vendor's own id.
    case departmentId = "department_id"
    /// The id of the caller's own, `openDepartmentId`.
    case openDepartmentId = "open_department_id"
    /// `<provider>:<id in the provider>`, as for users (departments.md).
    case syncRelation = "sync_relation"
    /// The custom id of a seed. The service does not document its form.
    case customField = "custom_field"
    /// The department's code.
    case code
}

/// A department as a call names it.
public struct DepartmentReference: Sendable {
    /// The word that names the root department of an organization, whatever the kind of id (departments.md).
    static let rootAlias = "root"

    /// The code of the organization the department has to belong to.
    public let organizationCode: String
    /// The tenant among whose organizations the code is looked up; nil or empty for the pool itself.
    public let tenantId: String?
    /// The id, or `root`.
    public let departmentId: String
    /// The kind of id.
    public let type: DepartmentIdType
    /// Whether `departmentId` is the vendor's own id.
    var isDepartmentId: Bool { type == .departmentId && departmentId != Self.rootAlias }

    /// Names a department.
    public init(organizationCode: String, tenantId: String?, departmentId: String, type: DepartmentIdType) {
        self.organizationCode = organizationCode
        self.tenantId = tenantId
        self.departmentId = departmentId
        self.type = type
    }
}
