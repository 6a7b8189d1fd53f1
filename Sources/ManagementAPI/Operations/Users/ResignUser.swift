internal import Directory
internal import JSON

/// Resigns a user (`POST /api/v3/resign-user`, users.md).
struct ResignUser: Operation {
    static let declaration = OperationDeclaration(
        .post, "resign-user", fields: [UserFields.userId, UserFields.userIdType], writes: true)

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.users.resign([try user.find(in: directory)])
        data.isSuccess()
    }
}
