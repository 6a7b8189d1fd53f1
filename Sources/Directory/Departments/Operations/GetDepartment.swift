internal import Contract
internal import JSON
internal import PoolEngine

/// Finds a department (departments.md).
///
/// The organization may be omitted if the vendor's own id is given, which is unique in the pool.
extension GetDepartment: Operation {
    func check(_ fields: inout FieldReader) {
        if departmentId == nil && departmentCode == nil {
            fields.refuse([Self.departmentId, Self.departmentCode])
        } else if organizationCode == nil && type != .departmentId {
            fields.refuse([Self.organizationCode])
        }
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let id = departmentId ?? departmentCode ?? ""
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

    private var type: DepartmentIdType { departmentId == nil ? .code : departmentIdType }
}
