internal import PoolEngine

extension Domain {
    /// The departments of organizations, their members and leaders.
    static let departments = Domain(
        pool: PoolDomain(
            "departments", migrations: DepartmentsSchema.migrations, differences: DiffTable.ofDepartments,
            hooks: [
                PoolHook(.userLeaves) { try $0.departments.members.removeFromAll($1) },
                PoolHook(.customFieldDeleted(of: .department)) {
                    try $0.departments.removeCustomValues(named: $1.id)
                },
            ]),
        operations: { DepartmentsOperations.all })
}
