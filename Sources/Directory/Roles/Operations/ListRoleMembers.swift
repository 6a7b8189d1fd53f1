internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the users who hold a role themselves (roles.md).
extension ListRoleMembers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let users = try directory.roles.assignments.users(
            of: RoleReference(code, in: namespace), page: listPage)
        try data.page(users) { user, data in
            try UserDto(user: user, options: shown, directory: directory).write(to: &data)
        }
    }
}
