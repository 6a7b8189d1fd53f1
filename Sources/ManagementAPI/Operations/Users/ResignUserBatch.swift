internal import Directory
internal import JSON

/// Resigns up to 50 users, all or none (`POST /api/v3/resign-user-batch`, users.md).
struct ResignUserBatch: Operation {
    private static let userIds = Field.texts("userIds", count: 1...50)

    static let declaration = OperationDeclaration(
        .post, "resign-user-batch", fields: [userIds, UserFields.userIdType], writes: true)

    private let userIds: [String]
    private let type: UserIdType

    init(from fields: inout FieldReader) {
        userIds = fields.read(Self.userIds)
        type = UserFields.readType(from: &fields)
        UserFields.check(userIds, type: type, named: Self.userIds, from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.users.resign(try directory.users.find(userIds, type: type))
        data.isSuccess()
    }
}
