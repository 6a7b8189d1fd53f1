internal import Contract
internal import JSON
internal import PoolEngine

/// Finds a role by its code (roles.md).
extension GetRole: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let role = try directory.roles.get(RoleReference(code, in: namespace))
        RoleDto(role: role, now: directory.environment.clock.now).write(to: &data)
    }
}
