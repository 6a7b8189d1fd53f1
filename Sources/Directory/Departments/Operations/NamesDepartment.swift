internal import Contract
internal import PoolEngine

/// A request that names a department of an organization.
///
/// An empty or blank organization code is valid: the service looks it up and does not find it (departments.md).
protocol NamesDepartment {
    var organizationCode: String { get }
    var departmentId: String { get }
    var departmentIdType: DepartmentIdType { get }
    var tenantId: String? { get }
}

extension NamesDepartment {
    var department: DepartmentReference {
        DepartmentReference(
            organizationCode: organizationCode, tenantId: tenantId, departmentId: departmentId,
            type: departmentIdType)
    }
}
