internal import PoolEngine
internal import Seeds

extension Domain {
    /// Users with their credentials, identities, sync relations and tenants.
    static let users = Domain(
        pool: PoolDomain(
            "users", migrations: UsersSchema.migrations, differences: DiffTable.ofUsers,
            hooks: [
                PoolHook(.customFieldDeleted(of: .user)) { try $0.users.removeCustomValues(named: $1.id) }
            ]),
        seed: UsersSeed(), operations: { UsersOperations.all })
}
