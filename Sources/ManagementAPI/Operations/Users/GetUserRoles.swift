internal import Directory
internal import JSON

/// Lists a user's roles (`GET /api/v3/get-user-roles`, users.md).
///
/// No role is emulated, so nobody has any, in whatever namespace.
struct GetUserRoles: Operation {
    private static let namespace = Field.optionalText("namespace")

    static let declaration = OperationDeclaration(
        .get, "get-user-roles",
        fields: [UserFields.userId, UserFields.userIdType, namespace], answers: .page(of: .nothing))

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
        _ = fields.read(Self.namespace)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try user.find(in: directory)
        data.emptyPage()
    }
}
