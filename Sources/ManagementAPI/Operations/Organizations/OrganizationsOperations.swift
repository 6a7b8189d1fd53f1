extension EmulatedOperations {
    /// The emulated operations on organizations; a new one gets its line here.
    static let organizations = [
        OperationEntry(CreateOrganization.self),
        OperationEntry(DeleteOrganization.self),
        OperationEntry(GetOrganization.self),
        OperationEntry(GetOrganizationBatch.self),
        OperationEntry(ListOrganizations.self),
        OperationEntry(SearchOrganizations.self),
        OperationEntry(UpdateOrganization.self),
        OperationEntry(UpdateOrganizationStatus.self),
    ]
}
