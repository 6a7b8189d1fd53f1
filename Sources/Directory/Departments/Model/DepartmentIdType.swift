/// The kind of a department's id in a request (`departmentIdType` of the public description).
public enum DepartmentIdType: String, CaseIterable, Sendable {
    /// The vendor's own id.
    case departmentId = "department_id"
    /// The id chosen by the client, `openDepartmentId`.
    case openDepartmentId = "open_department_id"
    /// `<provider>:<id in the provider>`, as for users (departments.md).
    case syncRelation = "sync_relation"
    /// The custom id of a seed. The service does not document its form.
    case customField = "custom_field"
    /// The department's code.
    case code
}

/// A department in a request, by organization and id.
public struct DepartmentReference: Sendable {
    /// The alias of an organization's root department, for every kind of id (departments.md).
    static let rootAlias = "root"

    /// The code of the department's organization.
    public let organizationCode: String
    /// The tenant of the organization; nil or empty for the pool itself.
    public let tenantId: String?
    /// The id, or `root`.
    public let departmentId: String
    /// The kind of id.
    public let type: DepartmentIdType
    /// Whether `departmentId` is the vendor's own id.
    var isDepartmentId: Bool { type == .departmentId && departmentId != Self.rootAlias }

    public init(organizationCode: String, tenantId: String?, departmentId: String, type: DepartmentIdType) {
        self.organizationCode = organizationCode
        self.tenantId = tenantId
        self.departmentId = departmentId
        self.type = type
    }
}
