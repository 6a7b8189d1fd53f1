internal import PoolEngine
internal import Seeds

extension Domain {
    /// Roles, and the users and departments that hold them.
    static let roles = Domain(
        pool: PoolDomain(
            "roles", migrations: RolesSchema.migrations, differences: DiffTable.ofRoles,
            hooks: [
                PoolHook(.userLeaves) { try $0.roles.assignments.removeAll(fromUser: $1) },
                PoolHook(.departmentIsDeleted) { try $0.roles.assignments.removeAll(fromDepartment: $1) },
                PoolHook(.namespaceIsDeleted) { try $0.roles.prepareDeletion(ofNamespace: $1.key) },
                PoolHook(.customFieldDeleted(of: .role)) { try $0.roles.removeCustomValues(named: $1.id) },
            ]),
        seed: RolesSeed(),
        customData: CustomDataOwner(
            .role, customData: { try $0.roles.get($1.role).customData },
            add: { try $0.roles.addCustomData($1, to: $2.role) }),
        operations: { RolesOperations.all })
}

extension CustomDataTarget {
    /// The role of this code and namespace.
    fileprivate var role: RoleReference { RoleReference(id, in: namespace) }
}
