internal import PoolEngine
internal import Seeds

extension Domain {
    /// Data policies: who may do what with data resources.
    static let dataPolicies = Domain(
        pool: PoolDomain(
            "dataPolicies", migrations: DataPoliciesSchema.migrations, differences: DiffTable.ofDataPolicies,
            hooks: [
                PoolHook(.userLeaves) { try $0.dataPolicies.targets.removeAll(ofUser: $1.key) }
            ]),
        seed: DataPoliciesSeed(),
        operations: { DataPoliciesOperations.all })
}
