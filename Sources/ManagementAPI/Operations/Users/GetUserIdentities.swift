internal import Directory
internal import JSON

/// Lists a user's identities with outside providers (`GET /api/v3/get-user-identities`, users.md).
///
/// No identity source is emulated, so nobody has any.
struct GetUserIdentities: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-user-identities", fields: [UserFields.userId, UserFields.userIdType],
        answers: .list(of: .nothing), notEmulated: UserFields.notEmulated)

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try user.find(in: directory)
        data.emptyList()
    }
}
