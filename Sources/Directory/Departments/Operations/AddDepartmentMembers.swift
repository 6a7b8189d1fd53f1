internal import Contract
internal import JSON
internal import PoolEngine

/// Adds users to a department (departments.md).
extension AddDepartmentMembers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.departments.members.add(userIds, to: department)
        data.isSuccess()
    }
}
