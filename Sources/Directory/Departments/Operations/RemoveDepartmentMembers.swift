internal import Contract
internal import JSON
internal import PoolEngine

/// Removes users from a department (departments.md).
extension RemoveDepartmentMembers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.departments.members.remove(userIds, from: department)
        data.isSuccess()
    }
}
