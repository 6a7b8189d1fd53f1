internal import Directory
internal import JSON

/// Ends a user's relation with an outside directory (`POST /api/v3/delete-user-sync-relations`, users.md).
struct DeleteUserSyncRelations: Operation {
    private static let provider = Field.text("provider")

    static let declaration = OperationDeclaration(
        .post, "delete-user-sync-relations",
        fields: [UserFields.userId, UserFields.userIdType, provider], writes: true)

    private let user: UserReference
    private let provider: String

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
        provider = fields.read(Self.provider)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.users.deleteSyncRelation(of: try user.find(in: directory), with: provider)
        data.isSuccess()
    }
}
