public import PoolEngine

/// Changes of access keys. The subject is the key's id.
///
/// The service's list has no names for them; these are the emulator's.
extension PoolEvent.Name {
    public static var accessKeyCreated: Self { Self("access-key:created") }
    public static var accessKeyUpdated: Self { Self("access-key:updated") }
    public static var accessKeyDeleted: Self { Self("access-key:deleted") }
}
