internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a user belong to the departments listed and no others (departments.md).
extension SetUserDepartments: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let user = try findUser(in: directory)
        let assignments = departments.map {
            DepartmentAssignment(
                departmentId: $0.departmentId, isLeader: $0.isLeader, isMainDepartment: $0.isMainDepartment)
        }
        try directory.users.setDepartments(assignments, of: user)
        data.isSuccess()
    }
}
