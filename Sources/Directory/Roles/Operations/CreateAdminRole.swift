internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a role of the namespace `system` (roles.md).
extension CreateAdminRole: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var role = NewRole(code: code)
        role.name = name
        role.namespace = Role.adminNamespace
        role.description = description ?? ""
        _ = try directory.roles.add(role)
        CheckRoleParamsRespDto(fault: nil).write(to: &data)
    }
}
