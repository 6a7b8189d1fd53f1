internal import Contract
internal import JSON
internal import PoolEngine

/// Searches the members of a department (departments.md).
extension SearchDepartmentMembers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let members = try directory.departments.members.search(
            keywords, in: department, includingChildren: includeChildrenDepartments, page: listPage)
        try data.page(members) { user, data in
            try UserDto(user: user, options: shown, directory: directory).write(to: &data)
        }
    }
}
