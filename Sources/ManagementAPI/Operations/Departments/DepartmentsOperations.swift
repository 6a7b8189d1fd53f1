extension EmulatedOperations {
    /// The emulated operations on departments; a new one gets its line here.
    static let departments = [
        OperationEntry(AddDepartmentMembers.self),
        OperationEntry(CreateDepartment.self),
        OperationEntry(CreateDepartmentTree.self),
        OperationEntry(DeleteDepartment.self),
        OperationEntry(DeleteDepartmentSyncRelations.self),
        OperationEntry(GetAllDepartments.self),
        OperationEntry(GetDepartment.self),
        OperationEntry(GetDepartmentById.self),
        OperationEntry(GetDepartmentSyncRelations.self),
        OperationEntry(GetParentDepartment.self),
        OperationEntry(IsUserInDepartment.self),
        OperationEntry(ListChildrenDepartments.self),
        OperationEntry(ListDepartmentMemberIds.self),
        OperationEntry(ListDepartmentMembers.self),
        OperationEntry(RemoveDepartmentMembers.self),
        OperationEntry(SearchDepartmentMembers.self),
        OperationEntry(SearchDepartments.self),
        OperationEntry(SearchDepartmentsList.self),
        OperationEntry(UpdateDepartment.self),
        OperationEntry(UpdateDepartmentStatus.self),
    ]
}
