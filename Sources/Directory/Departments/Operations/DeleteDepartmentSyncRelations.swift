internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes a department's relation with an outside directory (departments.md).
extension DeleteDepartmentSyncRelations: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let department = DepartmentReference(
            organizationCode: organizationCode, tenantId: nil, departmentId: departmentId,
            type: departmentIdType)
        try directory.departments.deleteSyncRelation(of: department, with: provider)
        data.isSuccess()
    }
}
