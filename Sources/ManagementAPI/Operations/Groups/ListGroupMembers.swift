internal import Directory
internal import JSON

/// Lists the members of a group (groups.md).
extension ListGroupMembers: Operation {
    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let options = UserDtoOptions(
            customData: withCustomData, identities: withIdentities, departmentIds: withDepartmentIds,
            flatCustomData: flatCustomData)
        try data.page(try directory.groups.members.list(of: code, page: listPage)) { user, data in
            try UserDto(user: user, options: options, directory: directory).write(to: &data)
        }
    }
}
