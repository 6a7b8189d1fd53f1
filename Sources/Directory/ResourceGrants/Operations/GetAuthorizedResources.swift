internal import Contract
internal import JSON
internal import PoolEngine

/// Lists what is granted to one target itself, all on one page (resources.md).
extension GetAuthorizedResources: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var filter = ResourceGrantFilter(type: resourceType)
        filter.resources = resourceList
        filter.withDenied = withDenied
        let grants = try directory.resourceGrants.list(
            of: try target(in: directory.resourceGrants), in: namespace, filter)
        data.page(Paged(totalCount: grants.count, list: grants)) {
            AuthorizedResourceDto(grant: $0).write(to: &$1)
        }
    }

    /// The target; an unknown role is refused in the words of an unknown group.
    private func target(in grants: ResourceGrants) throws -> ResourceTarget {
        do {
            return try grants.target(targetType, targetIdentifier, in: namespace)
        } catch RoleError.notFound {
            throw ResourceGrantError.roleNotFound(targetIdentifier)
        }
    }
}
