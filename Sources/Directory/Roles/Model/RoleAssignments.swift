internal import PoolEngine
internal import SQLite

/// Who holds the roles of a pool.
public struct RoleAssignments: DomainStore {
    let directory: PoolTransaction

    /// Users and departments that are known to exist, each once.
    private struct Holders {
        let users: [Int64]
        let departments: [Int64]
    }

    /// Assigns roles; a holder who has a role already gets the new times.
    ///
    /// - Parameters:
    ///   - references: the roles.
    ///   - holders: who gets each of them; duplicates count once.
    ///   - times: when the assignments count.
    /// - Throws: `NamespaceError.notFound`, `RoleError.notFound`, `UserError.notFound`, `DepartmentError.notFound`; then
    ///   nothing is assigned. `SQLiteError`.
    public func assign(
        _ references: [RoleReference], to holders: [RoleHolder], times: RoleAssignmentTimes = .init()
    ) throws {
        let roles = try references.map(roles.get)
        let holders = try find(holders)
        for role in roles {
            try assign(role, to: holders.users, times, .users, ids: users.ids(of:))
            try assign(role, to: holders.departments, times, .departments) {
                try $0.map { try departments.id(of: $0) }
            }
        }
    }

    /// Takes roles back; holders who do not have a role are ignored.
    ///
    /// - Throws: as `assign(_:to:times:)`; then nothing is taken.
    public func revoke(_ references: [RoleReference], from holders: [RoleHolder]) throws {
        let roles = try references.map(roles.get)
        let holders = try find(holders)
        for role in roles {
            try revoke(role, from: holders.users, .users, ids: users.ids(of:))
            try revoke(role, from: holders.departments, .departments) {
                try $0.map { try departments.id(of: $0) }
            }
        }
    }

    private func find(_ holders: [RoleHolder]) throws -> Holders {
        var userIds: [String] = []
        var departmentKeys: [Int64] = []
        for holder in holders {
            switch holder {
            case .user(let id): userIds.append(id)
            case .department(let id):
                let key = try departments.get(departmentId: id, tenantId: nil).key
                if !departmentKeys.contains(key) { departmentKeys.append(key) }
            }
        }
        return Holders(users: try users.keys(of: userIds), departments: departmentKeys)
    }

    private func assign(
        _ role: Role, to keys: [Int64], _ times: RoleAssignmentTimes, _ statements: RoleHolderStatements,
        ids: ([Int64]) throws -> [String]
    ) throws {
        guard !keys.isEmpty else { return }
        let (enableTime, endTime) = (times.enableTime?.milliseconds, times.endTime?.milliseconds)
        let now = environment.clock.now.milliseconds
        let last = try connection.first(statements.lastJoinOrder, role.key) { $0.integer(0) } ?? 0
        var added: [Int64] = []
        for key in keys {
            let order = last + Int64(added.count) + 1
            if try connection.run(statements.insert, role.key, order, key, enableTime, endTime, now) > 0 {
                added.append(key)
            } else {
                try connection.run(statements.setTimes, role.key, key, enableTime, endTime, now)
            }
        }
        guard !added.isEmpty else { return }
        try connection.run(statements.addToCount, role.key, added.count)
        try emit(.roleAssigned, role.id, statements, ids(added))
    }

    private func revoke(
        _ role: Role, from keys: [Int64], _ statements: RoleHolderStatements,
        ids: ([Int64]) throws -> [String]
    ) throws {
        let removed = try keys.filter { try connection.run(statements.delete, role.key, $0) > 0 }
        guard !removed.isEmpty else { return }
        try connection.run(statements.addToCount, role.key, -removed.count)
        try emit(.roleUnassigned, role.id, statements, ids(removed))
    }

    /// Takes all roles from a user who leaves.
    ///
    /// - Throws: `SQLiteError`.
    func removeAll(fromUser user: PoolHook.Subject) throws {
        try removeAll(from: user, .users)
    }

    /// Takes all roles from a department that is about to be deleted.
    ///
    /// - Throws: `SQLiteError`.
    func removeAll(fromDepartment department: PoolHook.Subject) throws {
        try removeAll(from: department, .departments)
    }

    private func removeAll(from holder: PoolHook.Subject, _ statements: RoleHolderStatements) throws {
        let ids = try connection.all(statements.rolesOf, holder.key) { $0.text(0) }
        guard !ids.isEmpty else { return }
        try connection.run(statements.subtractFromCounts, holder.key)
        try connection.run(statements.deleteAll, holder.key)
        for id in ids { try emit(.roleUnassigned, id, statements, [holder.id]) }
    }
}
