internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the resources that are granted to a group (groups.md).
extension GetGroupAuthorizedResources: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let target = ResourceTarget(type: .group, key: try directory.groups.key(of: code))
        let grants = try directory.resourceGrants.list(
            of: target, in: namespace, ResourceGrantFilter(type: resourceType))
        data.array(grants) { AuthorizedResourceDto(grant: $0).write(to: &$1) }
    }
}
