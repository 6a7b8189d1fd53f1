internal import PoolEngine
internal import Seeds

extension Domain {
    /// Data resources: texts, lists and trees to which data policies grant access.
    static let dataResources = Domain(
        pool: PoolDomain(
            "dataResources", migrations: DataResourcesSchema.migrations,
            differences: DiffTable.ofDataResources,
            hooks: [
                PoolHook(.namespaceIsDeleted) { try $0.dataResources.announceDeletion(ofNamespace: $1) }
            ]),
        seed: DataResourcesSeed(),
        operations: { DataResourcesOperations.all })
}
