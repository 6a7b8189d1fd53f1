internal import Contract
internal import JSON
internal import PoolEngine

/// Tells whether a user is a member of a department (departments.md).
extension IsUserInDepartment: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let isMember = try directory.departments.members.contains(
            userId, in: department, includingChildren: includeChildrenDepartments)
        data.beginObject()
        data.member("inDepartment", isMember)
        data.endObject()
    }
}
