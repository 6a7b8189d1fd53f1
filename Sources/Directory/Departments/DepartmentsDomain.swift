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
        customData: CustomDataOwner(
            .department,
            customData: { try $0.departments.get(departmentId: $1.id, tenantId: nil).customData },
            add: { try $0.departments.addCustomData($1, to: $2.id) }),
        operations: { DepartmentsOperations.all })
}
