/// The operations that are emulated, by domain. A new operation gets its line here.
enum EmulatedOperations {
    static let all: [OperationEntry] = groups + organizations + departments + users

    private static let groups = [
        OperationEntry(AddGroupMembers.self),
        OperationEntry(GetGroup.self),
        OperationEntry(ListGroupMembers.self),
        OperationEntry(ListGroups.self),
    ]

    private static let organizations = [
        OperationEntry(ListOrganizations.self)
    ]

    private static let departments = [
        OperationEntry(AddDepartmentMembers.self),
        OperationEntry(GetDepartment.self),
        OperationEntry(IsUserInDepartment.self),
        OperationEntry(ListDepartmentMemberIds.self),
        OperationEntry(ListDepartmentMembers.self),
    ]

    private static let users = [
        OperationEntry(GetUser.self),
        OperationEntry(GetUserDepartments.self),
        OperationEntry(GetUserGroups.self),
    ]
}
