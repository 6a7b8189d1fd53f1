public import PoolEngine

extension PoolHook.Occasion {
    /// A namespace is about to be deleted with all that is in it.
    ///
    /// The subject is the namespace; its id is the code.
    public static var namespaceIsDeleted: Self { Self("namespace is deleted") }
}
