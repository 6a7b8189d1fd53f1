internal import Contract
internal import JSON
internal import PoolEngine

/// Enables or disables a department (departments.md).
extension UpdateDepartmentStatus: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let department = try directory.departments.setStatus(of: departmentId, to: status)
        try DepartmentDto(department: department, withCustomData: false, directory: directory).write(
            to: &data)
    }
}
