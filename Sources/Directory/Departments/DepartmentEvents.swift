public import PoolEngine

/// Changes of departments. The subject is the department's id.
extension PoolEvent.Name {
    public static var departmentAdded: Self { Self("organization:node-added") }
    public static var departmentUpdated: Self { Self("organization:node-updated") }
    public static var departmentCustomDataChanged: Self { Self("organization:udv-changed") }
    public static var departmentMoved: Self { Self("organization:node-moved") }
    public static var departmentDeleted: Self { Self("organization:node-deleted") }
    public static var departmentMemberAdded: Self { Self("organization:member-added") }
    public static var departmentMemberRemoved: Self { Self("organization:member-removed") }
}
