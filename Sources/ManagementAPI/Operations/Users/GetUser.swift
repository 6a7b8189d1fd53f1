internal import Directory
internal import JSON

/// Finds a user (`GET /api/v3/get-user`, users.md).
struct GetUser: Operation {
    private static let flatCustomData = Field.flag("flatCustomData")
    private static let withCustomData = Field.flag("withCustomData")
    private static let withPost = Field.flag("withPost")
    private static let withIdentities = Field.flag("withIdentities")
    private static let withDepartmentIds = Field.flag("withDepartmentIds")

    static let declaration = OperationDeclaration(
        .get, "get-user",
        fields: [
            UserFields.userId, UserFields.userIdType, flatCustomData, withCustomData, withPost,
            withIdentities,
            withDepartmentIds,
        ], answers: .user)

    private let user: UserReference
    private var options = UserDtoOptions()

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
        options.flatCustomData = fields.read(Self.flatCustomData)
        options.customData = fields.read(Self.withCustomData)
        options.posts = fields.read(Self.withPost)
        options.identities = fields.read(Self.withIdentities)
        options.departmentIds = fields.read(Self.withDepartmentIds)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let user = try user.find(in: directory)
        try UserDto(user: user, options: options, directory: directory).write(to: &data)
    }
}
