internal import Directory
internal import JSON

/// Lists a user's proofs of identity (`GET /api/v3/get-user-principal-authentication-info`, users.md).
///
/// Nobody can be authenticated here, so there are none.
struct GetUserPrincipalAuthenticationInfo: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-user-principal-authentication-info", fields: [UserFields.userId, UserFields.userIdType],
        answers: .page(of: .nothing))

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try user.find(in: directory)
        data.emptyPage()
    }
}
