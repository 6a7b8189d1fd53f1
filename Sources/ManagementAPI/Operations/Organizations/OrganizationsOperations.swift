extension EmulatedOperations {
    /// The emulated operations on organizations; a new one gets its line here.
    static let organizations = [
        OperationEntry(ListOrganizations.self)
    ]
}
