internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a department and departments below it by their names (departments.md).
///
/// The member, if there is one, belongs to the department at the top.
extension CreateDepartmentTree: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let outcome = try directory.departments.createTree(name, children: children, tenantId: tenantId)
        let isNew = try members.join(outcome.departmentId, in: directory)
        data.beginObject()
        data.member("addUser", Int64(isNew == true ? 1 : 0))
        data.member("updateUser", Int64(isNew == false ? 1 : 0))
        data.member("addDepartment", Int64(outcome.added))
        data.member("updateDepartment", Int64(outcome.found))
        data.endObject()
    }
}
