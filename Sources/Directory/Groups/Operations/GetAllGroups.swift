internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the groups of the pool without pages (groups.md).
///
/// Members are read group by group, so that memory holds those of one group besides the reply.
extension GetAllGroups: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let groups = try directory.groups.list(keywords: nil, page: .everything).list
        let options = UserDtoOptions(customData: withCustomData)
        try data.array(groups) { group, data in
            let dto = GroupDto(group: group, withCustomData: withCustomData)
            guard fetchMembers else { return try dto.write(to: &data) }
            try dto.write(to: &data) { members in
                for user in try directory.groups.members.list(of: group) {
                    try UserDto(user: user, options: options, directory: directory).write(to: &members)
                }
            }
        }
    }
}
