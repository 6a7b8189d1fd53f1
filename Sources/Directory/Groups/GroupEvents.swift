package import PoolEngine

/// Changes of groups. The subject is the group's code.
extension PoolEvent.Name {
    package static var groupCreated: Self { Self("group:created") }
    package static var groupUpdated: Self { Self("group:updated") }
    package static var groupDeleted: Self { Self("group:deleted") }
    package static var groupMemberAdded: Self { Self("group:member-added") }
    package static var groupMemberRemoved: Self { Self("group:member-removed") }
}
