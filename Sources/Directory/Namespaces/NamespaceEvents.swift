public import PoolEngine

/// Changes of namespaces. The subject is the namespace's code.
extension PoolEvent.Name {
    public static var namespaceCreated: Self { Self("privilege-namespace:created") }
    public static var namespaceUpdated: Self { Self("privilege-namespace:updated") }
    public static var namespaceDeleted: Self { Self("privilege-namespace:deleted") }
}
