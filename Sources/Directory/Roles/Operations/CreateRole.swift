internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a role (roles.md).
extension CreateRole: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var role = NewRole(code: code)
        role.namespace = namespace
        role.name = name
        role.description = description ?? ""
        role.disableTime = disableTime?.moment
        RoleDto(role: try directory.roles.add(role), now: directory.environment.clock.now).write(to: &data)
    }
}
