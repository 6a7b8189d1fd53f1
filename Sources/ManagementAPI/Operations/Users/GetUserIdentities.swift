internal import Directory
internal import JSON

/// Lists a user's identities with outside providers (`GET /api/v3/get-user-identities`, users.md).
struct GetUserIdentities: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-user-identities", fields: [UserFields.userId, UserFields.userIdType],
        answers: .list(of: .identity))

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let user = try user.find(in: directory)
        data.array(try directory.users.identities.list(of: user)) { IdentityDto(identity: $0).write(to: &$1) }
    }
}
