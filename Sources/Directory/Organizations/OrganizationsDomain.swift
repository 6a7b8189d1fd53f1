internal import PoolEngine
internal import Seeds

extension Domain {
    /// Organizations, whose tables are those of departments: an organization is its root department.
    static let organizations = Domain(
        pool: PoolDomain("organizations"),
        seed: OrganizationsSeed(), operations: { OrganizationsOperations.all })
}
