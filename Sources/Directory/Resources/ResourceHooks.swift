public import PoolEngine

extension PoolHook.Occasion {
    /// A common resource is deleted, but not its namespace.
    ///
    /// The subject has the key of the namespace and the code of the resource.
    public static var resourceIsDeleted: Self { Self("resource is deleted") }
}
