internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the departments that hold a role (roles.md).
extension ListRoleDepartments: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let departments = try directory.roles.assignments.departments(
            of: RoleReference(code, in: namespace), page: listPage)
        data.page(departments) { department, data in
            data.beginObject()
            data.member("id", department.departmentId)
            data.member("code", department.code ?? "")
            data.member("name", department.name)
            data.member("description", department.description ?? "")
            data.endObject()
        }
    }
}
