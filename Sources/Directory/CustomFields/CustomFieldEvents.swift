public import PoolEngine

/// Changes of the definitions of custom fields. The subject is the key of the field.
extension PoolEvent.Name {
    public static var customFieldAdded: Self { Self("user-pool:udf-added") }
    public static var customFieldDeleted: Self { Self("user-pool:udf-deleted") }
}
