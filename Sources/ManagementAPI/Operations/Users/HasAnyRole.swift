internal import Directory
internal import JSON

/// Whether a user has one of some roles (`POST /api/v3/has-any-role`, users.md).
///
/// No role is emulated. Of a role that is named nobody knows here whether the user would have it, so every call that is
/// well-formed is answered as not emulated.
struct HasAnyRole: Operation {
    private static let roles = Field<[Role]>.list("roles", count: 0...Int.max)
    private static let options = ObjectField("options", as: UserIdTypeOptions.self)

    static let declaration = OperationDeclaration(
        .post, "has-any-role", fields: [UserFields.userId, roles, options],
        answers: .object(ReplyObject("HasAnyRoleDto", [ReplyMember("hasAnyRole", .boolean)])),
        notEmulated: ["roles"])

    private let user: UserReference

    init(from fields: inout FieldReader) {
        // The description sets no bound, but the service refuses an empty list (users.md).
        if fields.read(Self.roles).isEmpty { fields.refuse([Self.roles]) }
        user = UserFields.read(with: Self.options, from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try user.find(in: directory)
        throw APIError.notEmulated(field: Self.roles.name, of: Self.declaration.path)
    }

    /// A role (`HasRoleRolesDto`).
    private struct Role: FieldGroup {
        private static let namespace = Field.optionalText("namespace")
        private static let code = Field.text("code")

        static let fields: [any FieldDeclaration] = [namespace, code]

        init(from fields: inout FieldReader) {
            _ = fields.read(Self.namespace)
            _ = fields.read(Self.code)
        }
    }
}
