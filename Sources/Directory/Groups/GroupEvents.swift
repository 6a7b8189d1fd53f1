public import PoolEngine

/// Changes of groups. The subject is the group's code.
extension PoolEvent.Name {
    public static var groupCreated: Self { Self("group:created") }
    public static var groupUpdated: Self { Self("group:updated") }
    public static var groupDeleted: Self { Self("group:deleted") }
    public static var groupMemberAdded: Self { Self("group:member-added") }
    public static var groupMemberRemoved: Self { Self("group:member-removed") }
}
