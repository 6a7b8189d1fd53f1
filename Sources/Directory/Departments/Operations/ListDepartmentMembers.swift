internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the members of a department (departments.md).
extension ListDepartmentMembers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let listing = DepartmentMembers.Listing(
            sorting: sortBy, order: orderBy.order, includingChildren: includeChildrenDepartments,
            page: listPage)
        let members = try directory.departments.members.list(of: department, listing)
        try data.page(members) { user, data in
            try UserDto(user: user, options: shown, directory: directory).write(to: &data)
        }
    }
}
