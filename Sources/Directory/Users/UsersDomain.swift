internal import PoolEngine
internal import Seeds

extension Domain {
    /// Users with their credentials, identities, sync relations and tenants.
    static let users = Domain(
        pool: PoolDomain(
            "users", migrations: UsersSchema.migrations, differences: DiffTable.ofUsers),
        seed: UsersSeed(), operations: { UsersOperations.all })
}
