internal import Directory
internal import JSON

/// Finds up to 50 users in the order asked for (`GET /api/v3/get-user-batch`, users.md).
///
/// Ids nobody has are left out.
struct GetUserBatch: Operation {
    private static let userIds = Field.texts("userIds", count: 1...50)
    private static let withCustomData = Field.flag("withCustomData")
    private static let flatCustomData = Field.flag("flatCustomData")
    private static let withIdentities = Field.flag("withIdentities")
    private static let withDepartmentIds = Field.flag("withDepartmentIds")

    static let declaration = OperationDeclaration(
        .get, "get-user-batch",
        fields: [
            userIds, UserFields.userIdType, withCustomData, flatCustomData, withIdentities, withDepartmentIds,
        ], answers: .list(of: .user))

    private let userIds: [String]
    private let type: UserIdType
    private var options = UserDtoOptions()

    init(from fields: inout FieldReader) {
        userIds = fields.read(Self.userIds)
        type = UserFields.readType(from: &fields)
        UserFields.check(userIds, type: type, named: Self.userIds, from: &fields)
        options.customData = fields.read(Self.withCustomData)
        options.flatCustomData = fields.read(Self.flatCustomData)
        options.identities = fields.read(Self.withIdentities)
        options.departmentIds = fields.read(Self.withDepartmentIds)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try data.array(try directory.users.findKnown(userIds, type: type)) { user, data in
            try UserDto(user: user, options: options, directory: directory).write(to: &data)
        }
    }
}
