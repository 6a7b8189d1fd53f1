internal import Contract
internal import JSON
internal import PoolEngine

/// Lists what a user may do with resources, by all that the user is and holds, on one page (users.md).
extension GetUserAuthorizedResources: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let grants = try directory.resourceGrants.decisions.list(
            of: try findUser(in: directory), in: namespace, ResourceGrantFilter(type: resourceType))
        data.page(Paged(totalCount: grants.count, list: grants)) {
            AuthorizedResourceDto(grant: $0).write(to: &$1)
        }
    }
}
