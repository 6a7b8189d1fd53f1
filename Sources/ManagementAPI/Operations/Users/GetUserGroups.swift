internal import Directory
internal import JSON

/// Lists the groups a user belongs to, all on one page (`GET /api/v3/get-user-groups`, users.md).
struct GetUserGroups: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-user-groups", fields: [UserFields.userId, UserFields.userIdType],
        answers: .page(of: .groupDto))

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let groups = try directory.groups.list(of: try user.find(in: directory))
        try data.page(Paged(totalCount: groups.count, list: groups)) {
            try GroupDto(group: $0, withCustomData: false).write(to: &$1)
        }
    }
}
