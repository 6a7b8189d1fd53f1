public import PoolEngine

/// Changes of organizations. The subject is the id of the root department.
///
/// The service's list has no name for a changed organization; `organization:updated` is the emulator's name.
extension PoolEvent.Name {
    public static var organizationCreated: Self { Self("organization:created") }
    public static var organizationUpdated: Self { Self("organization:updated") }
    public static var organizationDeleted: Self { Self("organization:deleted") }
}
