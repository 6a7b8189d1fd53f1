package import PoolEngine

/// Changes of organizations. The subject is the id of the root department.
///
/// The service's list has no name for a changed organization; `organization:updated` is ours.
extension PoolEvent.Name {
    package static var organizationCreated: Self { Self("organization:created") }
    package static var organizationUpdated: Self { Self("organization:updated") }
    package static var organizationDeleted: Self { Self("organization:deleted") }
}
