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
        seed: UsersSeed(),
        customData: CustomDataOwner(
            .user, customData: { try $0.users.find($1.id).customData },
            add: { directory, customData, target in
                var changes = UserChanges()
                changes.customData = customData
                _ = try directory.users.update(try directory.users.find(target.id), with: changes)
            }),
        operations: { UsersOperations.all })
}
