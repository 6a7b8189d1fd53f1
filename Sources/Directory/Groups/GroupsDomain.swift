internal import PoolEngine
internal import Seeds

extension Domain {
    /// Groups and their members.
    static let groups = Domain(
        pool: PoolDomain(
            "groups", migrations: GroupsSchema.migrations, differences: DiffTable.ofGroups,
            hooks: [
                PoolHook(.userLeaves) { try $0.groups.members.removeFromAll($1) },
                PoolHook(.customFieldDeleted(of: .group)) { try $0.groups.removeCustomValues(named: $1.id) },
            ]),
        seed: GroupsSeed(), operations: { GroupsOperations.all })
}
