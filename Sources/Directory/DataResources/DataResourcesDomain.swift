internal import PoolEngine
internal import Seeds

extension Domain {
    /// Data resources: texts, lists and trees to which data policies grant access.
    static let dataResources = Domain(
        pool: PoolDomain(
            "dataResources", migrations: DataResourcesSchema.migrations,
            differences: DiffTable.ofDataResources),
        seed: DataResourcesSeed(),
        operations: { DataResourcesOperations.all })
}
