internal import Directory
internal import JSON

/// Ends a user's sessions in applications (`POST /api/v3/kick-users`, users.md).
///
/// Nobody can log in here, so there is none to end, in whatever application.
struct KickUsers: Operation {
    private static let appIds = Field.texts("appIds", count: 1...50)
    private static let options = ObjectField("options", as: UserIdTypeOptions.self)

    static let declaration = OperationDeclaration(
        .post, "kick-users", fields: [UserFields.userId, appIds, options]
    )

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(with: Self.options, from: &fields)
        _ = fields.read(Self.appIds)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try user.find(in: directory)
        data.isSuccess()
    }
}
