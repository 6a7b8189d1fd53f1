internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the roles of a namespace that a user holds, all on one page (users.md).
extension GetUserRoles: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let now = directory.environment.clock.now
        let roles = try directory.roles.list(of: try findUser(in: directory), in: namespace)
        data.page(Paged(totalCount: roles.count, list: roles)) {
            RoleDto(role: $0, now: now).write(to: &$1)
        }
    }
}
