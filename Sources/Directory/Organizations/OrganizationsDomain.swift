internal import PoolEngine
internal import Seeds

extension Domain {
    /// Organizations, which share the tables of departments: an organization is its root department.
    static let organizations = Domain(
        pool: PoolDomain("organizations"),
        seed: OrganizationsSeed(), operations: { OrganizationsOperations.all })
}
