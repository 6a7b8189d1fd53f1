extension EmulatedOperations {
    /// The emulated operations on groups; a new one gets its line here.
    static let groups = [
        OperationEntry(AddGroupMembers.self),
        OperationEntry(GetGroup.self),
        OperationEntry(ListGroupMembers.self),
        OperationEntry(ListGroups.self),
    ]
}
