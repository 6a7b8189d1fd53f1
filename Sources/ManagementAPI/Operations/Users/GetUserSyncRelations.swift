internal import Directory
internal import JSON

/// Lists a user's counterparts in outside directories (`GET /api/v3/get-user-sync-relations`, users.md).
struct GetUserSyncRelations: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-user-sync-relations", fields: [UserFields.userId, UserFields.userIdType],
        answers: .list(of: .syncRelation))

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let user = try user.find(in: directory)
        data.array(try directory.users.syncRelations(of: user)) {
            UserSyncRelationDto(relation: $0).write(to: &$1)
        }
    }
}
