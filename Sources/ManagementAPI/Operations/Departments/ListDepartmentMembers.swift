internal import Directory
internal import JSON

/// Lists the members of a department (departments.md).
extension ListDepartmentMembers: Operation {
    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let listing = DepartmentMembers.Listing(
            sorting: sortBy, order: orderBy.order, includingChildren: includeChildrenDepartments,
            page: listPage)
        let members = try directory.departments.members.list(of: department, listing)
        let options = UserDtoOptions(
            customData: withCustomData, identities: withIdentities, departmentIds: withDepartmentIds)
        try data.page(members) { user, data in
            try UserDto(user: user, options: options, directory: directory).write(to: &data)
        }
    }
}
