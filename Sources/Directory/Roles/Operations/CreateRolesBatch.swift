internal import Contract
internal import JSON
internal import PoolEngine

/// Creates several roles, all or none (roles.md).
extension CreateRolesBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        for entry in BatchEntry.entries(of: list, named: Self.list.name) {
            try entry.run { _ = try directory.roles.add($0.newRole) }
        }
        data.isSuccess()
    }
}

extension RoleListItem {
    /// The role to be created.
    ///
    /// - Throws: `RoleError.emptyCode`; the operation for a single role refuses an empty code as a field.
    fileprivate var newRole: NewRole {
        get throws(RoleError) {
            guard !code.isEmpty else { throw .emptyCode }
            var role = NewRole(code: code)
            role.namespace = namespace
            role.name = name
            role.description = description ?? ""
            return role
        }
    }
}
