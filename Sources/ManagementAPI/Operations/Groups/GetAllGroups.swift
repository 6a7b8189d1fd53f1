internal import Directory
internal import JSON

/// Lists the groups of the pool without pages (`GET /api/v3/get-all-groups`, groups.md).
///
/// Members are read group by group, so that those of one group at most are in memory beside the answer.
struct GetAllGroups: Operation {
    private static let fetchMembers = Field.flag("fetchMembers")
    private static let withCustomData = Field.flag("withCustomData")

    static let declaration = OperationDeclaration(
        .get, "get-all-groups", fields: [fetchMembers, withCustomData], success: .success,
        answers: .list(of: .group))

    private let fetchMembers: Bool
    private let withCustomData: Bool

    init(from fields: inout FieldReader) {
        fetchMembers = fields.read(Self.fetchMembers)
        withCustomData = fields.read(Self.withCustomData)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
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
