extension EmulatedOperations {
    /// The emulated operations on users; a new one gets its line here.
    static let users = [
        OperationEntry(GetUser.self),
        OperationEntry(GetUserDepartments.self),
        OperationEntry(GetUserGroups.self),
    ]
}
