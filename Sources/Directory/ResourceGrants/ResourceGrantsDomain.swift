internal import PoolEngine
internal import Seeds

extension Domain {
    /// Grants: what users, groups, roles and departments may do with common resources.
    static let resourceGrants = Domain(
        pool: PoolDomain(
            "resourceGrants", migrations: ResourceGrantsSchema.migrations,
            differences: DiffTable.ofResourceGrants,
            hooks: [
                PoolHook(.userLeaves) { try $0.resourceGrants.removeAll(ofUser: $1.key) },
                PoolHook(.resourceIsDeleted) {
                    try $0.resourceGrants.removeAll(on: ResourceName($1.id), namespaceKey: $1.key)
                },
            ]),
        seed: ResourceGrantsSeed(),
        operations: { ResourceGrantsOperations.all })
}
