internal import Directory
internal import JSON

/// Lists the identities a user is logged in with (`GET /api/v3/get-user-logged-in-identities`, users.md).
///
/// Nobody can log in here, so there are none.
struct GetUserLoggedInIdentities: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-user-logged-in-identities", fields: [UserFields.userId, UserFields.userIdType],
        answers: .list(of: .nothing))

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try user.find(in: directory)
        data.emptyList()
    }
}
