package import PoolEngine

/// Changes of departments. The subject is the department's id.
extension PoolEvent.Name {
    package static var departmentAdded: Self { Self("organization:node-added") }
    package static var departmentUpdated: Self { Self("organization:node-updated") }
    package static var departmentMoved: Self { Self("organization:node-moved") }
    package static var departmentDeleted: Self { Self("organization:node-deleted") }
    package static var departmentMemberAdded: Self { Self("organization:member-added") }
    package static var departmentMemberRemoved: Self { Self("organization:member-removed") }
}
