internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the members of a group (groups.md).
extension ListGroupMembers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try data.page(try directory.groups.members.list(of: code, page: listPage)) { user, data in
            try UserDto(user: user, options: shown, directory: directory).write(to: &data)
        }
    }
}
