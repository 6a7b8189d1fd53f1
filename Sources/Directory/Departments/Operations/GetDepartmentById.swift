internal import Contract
internal import JSON
internal import PoolEngine

/// Finds a department of any organization by the vendor's id (departments.md).
extension GetDepartmentById: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let department = try directory.departments.get(departmentId: departmentId, tenantId: tenantId)
        try DepartmentDto(department: department, withCustomData: withCustomData, directory: directory)
            .write(to: &data)
    }
}
