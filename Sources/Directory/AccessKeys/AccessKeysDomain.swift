internal import PoolEngine

extension Domain {
    /// The access keys of the pool, whose table and list in seeds are those of the pool itself.
    static let accessKeys = Domain(
        pool: PoolDomain("accessKeys", differences: DiffTable.ofAccessKeys),
        operations: { AccessKeysOperations.all })
}
