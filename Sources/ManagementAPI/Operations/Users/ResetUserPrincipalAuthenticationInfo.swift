internal import Directory
internal import JSON

/// Takes a user's proof of identity away (`POST /api/v3/reset-user-principal-authentication-info`, users.md).
///
/// No proof is emulated, so nobody has any.
struct ResetUserPrincipalAuthenticationInfo: Operation {
    private static let options = ObjectField("options", as: UserIdTypeOptions.self)

    static let declaration = OperationDeclaration(
        .post, "reset-user-principal-authentication-info", fields: [UserFields.userId, options])

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(with: Self.options, from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try user.find(in: directory)
        throw APIError(499, Message(chinese: "没有认证记录", english: "No authentication record"))
    }
}
