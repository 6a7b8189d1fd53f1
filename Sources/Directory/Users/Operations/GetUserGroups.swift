internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the groups a user belongs to, all on one page (users.md).
extension GetUserGroups: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let groups = try directory.groups.list(of: try findUser(in: directory))
        try data.page(Paged(totalCount: groups.count, list: groups)) {
            try GroupDto(group: $0, withCustomData: false).write(to: &$1)
        }
    }
}
