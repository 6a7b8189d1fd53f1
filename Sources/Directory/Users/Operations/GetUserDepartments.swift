internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the departments a user belongs to (users.md and departments.md).
extension GetUserDepartments: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let members = directory.departments.members
        let departments = try members.departments(
            of: try findUser(in: directory), sorting: sortBy, order: orderBy.order, page: listPage)
        try data.page(departments) { membership, data in
            let path = withDepartmentPaths ? try members.path(to: membership.department) : nil
            UserDepartmentRespDto(membership: membership, path: path, withCustomData: withCustomData)
                .write(to: &data)
        }
    }
}
