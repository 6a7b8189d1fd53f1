internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the resources that are granted to a role (roles.md).
extension GetRoleAuthorizedResources: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let target = ResourceTarget(
            type: .role, key: try directory.roles.key(of: RoleReference(code, in: namespace)))
        let grants = try directory.resourceGrants.list(
            of: target, in: namespace, ResourceGrantFilter(type: resourceType))
        data.page(Paged(totalCount: grants.count, list: grants)) {
            AuthorizedResourceDto(grant: $0).writeOfRole(to: &$1)
        }
    }
}
