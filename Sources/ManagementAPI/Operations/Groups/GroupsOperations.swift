extension EmulatedOperations {
    /// The emulated operations on groups; a new one gets its line here.
    static let groups = [
        OperationEntry(AddGroupMembers.self),
        OperationEntry(CreateGroup.self),
        OperationEntry(CreateGroupsBatch.self),
        OperationEntry(CreateOrUpdateGroup.self),
        OperationEntry(DeleteGroupsBatch.self),
        OperationEntry(GetAllGroups.self),
        OperationEntry(GetGroup.self),
        OperationEntry(GetGroupAuthorizedResources.self),
        OperationEntry(ListGroupMembers.self),
        OperationEntry(ListGroups.self),
        OperationEntry(RemoveGroupMembers.self),
        OperationEntry(UpdateGroup.self),
    ]
}
