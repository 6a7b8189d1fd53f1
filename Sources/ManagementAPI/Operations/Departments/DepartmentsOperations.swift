extension EmulatedOperations {
    /// The emulated operations on departments; a new one gets its line here.
    static let departments = [
        OperationEntry(AddDepartmentMembers.self),
        OperationEntry(GetDepartment.self),
        OperationEntry(IsUserInDepartment.self),
        OperationEntry(ListDepartmentMemberIds.self),
        OperationEntry(ListDepartmentMembers.self),
    ]
}
