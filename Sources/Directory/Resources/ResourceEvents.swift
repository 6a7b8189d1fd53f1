public import PoolEngine

/// Changes of common resources. The subject is the namespace's code, a slash, and the resource's code.
extension PoolEvent.Name {
    public static var resourceCreated: Self { Self("resource:created") }
    public static var resourceUpdated: Self { Self("resource:updated") }
    /// The name has no `d` at its end, as in the service's list.
    public static var resourceDeleted: Self { Self("resource:delete") }
}
