internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the assignments of a role, also those that do not count now (roles.md).
///
/// The reply does not say who the holders are. All assignments are those of one role, so `query` fits all or none.
extension ListRoleAssignments: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let role = try directory.roles.get(RoleReference(roleCode, in: namespaceCode))
        let fits = query.map { role.contains($0) } ?? true
        let types = targetType ?? []
        func isListed(_ type: String) -> Bool { fits && (types.isEmpty || types.contains(type)) }
        let assignments = try directory.roles.assignments.list(
            of: role, ofUsers: isListed("USER"), ofDepartments: isListed("ORG"), page: listPage)
        let reply = RolePermissionListDto(
            role: role, userPoolId: try PoolIdentity(of: directory.connection).id,
            now: directory.environment.clock.now)
        data.beginObject()
        data.member("totalCount", Int64(assignments.totalCount))
        data.name("data")
        data.array(assignments.list) { reply.write($0, to: &$1) }
        data.endObject()
    }
}
