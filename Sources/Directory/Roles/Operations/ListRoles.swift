internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the roles of a namespace (roles.md).
extension ListRoles: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let now = directory.environment.clock.now
        let roles = try directory.roles.list(in: namespace, keywords: keywords, page: listPage)
        data.page(roles) { RoleDto(role: $0, now: now).write(to: &$1) }
    }
}
