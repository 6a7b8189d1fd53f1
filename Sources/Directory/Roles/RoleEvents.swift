public import PoolEngine

/// Changes of roles. The subject is the role's id, because a code is unique in its namespace only.
///
/// The members of an event about an assignment are the ids of users, or of departments: one event for each kind.
extension PoolEvent.Name {
    public static var roleCreated: Self { Self("role:created") }
    public static var roleUpdated: Self { Self("role:updated") }
    public static var roleDisabled: Self { Self("role:disable") }
    public static var roleDeleted: Self { Self("role:deleted") }
    public static var roleAssigned: Self { Self("role:assigned") }
    public static var roleUnassigned: Self { Self("role:unassigned") }
    public static var roleCustomDataChanged: Self { Self("role:udv-changed") }
}
