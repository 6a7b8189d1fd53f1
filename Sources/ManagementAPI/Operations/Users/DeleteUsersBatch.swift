internal import Directory
internal import JSON

/// Deletes up to 50 users, all or none (`POST /api/v3/delete-users-batch`, users.md).
struct DeleteUsersBatch: Operation {
    private static let userIds = Field.texts("userIds", count: 1...50)
    private static let options = ObjectField("options", as: UserIdTypeOptions.self)

    static let declaration = OperationDeclaration(
        .post, "delete-users-batch", fields: [userIds, options], writes: true)

    private let userIds: [String]
    private let type: UserIdType

    init(from fields: inout FieldReader) {
        userIds = fields.read(Self.userIds)
        type = Self.options.read(from: &fields).userIdType
        UserFields.check(userIds, type: type, named: Self.userIds, from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.users.delete(try directory.users.find(userIds, type: type))
        data.isSuccess()
    }
}

/// Options that only tell the kind of ids (`DeleteUsersBatchOptionsDto` and its likes).
struct UserIdTypeOptions: FieldGroup {
    static let fields: [any FieldDeclaration] = [UserFields.userIdType]

    /// The kind of ids.
    let userIdType: UserIdType

    init(from fields: inout FieldReader) {
        userIdType = UserFields.readType(from: &fields)
    }
}
