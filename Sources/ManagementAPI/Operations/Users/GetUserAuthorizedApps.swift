internal import Directory
internal import JSON

/// Lists the applications a user is authorized for (`GET /api/v3/get-user-authorized-apps`, users.md).
///
/// No application is emulated, so there are none.
struct GetUserAuthorizedApps: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-user-authorized-apps", fields: [UserFields.userId, UserFields.userIdType],
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
