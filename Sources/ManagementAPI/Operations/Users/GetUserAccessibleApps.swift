internal import Directory
internal import JSON

/// Lists the applications a user may open (`GET /api/v3/get-user-accessible-apps`, users.md).
///
/// No application is emulated, so there are none.
struct GetUserAccessibleApps: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-user-accessible-apps", fields: [UserFields.userId, UserFields.userIdType],
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
