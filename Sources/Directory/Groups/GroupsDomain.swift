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
        seed: GroupsSeed(),
        customData: CustomDataOwner(
            .group, customData: { try $0.groups.get($1.id).customData },
            add: { try $0.groups.addCustomData($1, to: $2.id) }),
        operations: { GroupsOperations.all })
}
