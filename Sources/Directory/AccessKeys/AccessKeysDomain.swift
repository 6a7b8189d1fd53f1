internal import PoolEngine

extension Domain {
    /// Access keys; their table and their list in seeds belong to the engine.
    static let accessKeys = Domain(
        pool: PoolDomain("accessKeys", differences: DiffTable.ofAccessKeys),
        operations: { AccessKeysOperations.all })
}
