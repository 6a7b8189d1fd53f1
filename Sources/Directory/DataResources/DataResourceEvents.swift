public import PoolEngine

/// Changes of data resources. The subject is the namespace's code, a slash, and the resource's code.
extension PoolEvent.Name {
    public static var dataResourceCreated: Self { Self("data-resource:created") }
    public static var dataResourceUpdated: Self { Self("data-resource:updated") }
    public static var dataResourceDeleted: Self { Self("data-resource:deleted") }
}
