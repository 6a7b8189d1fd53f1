internal import Directory
internal import JSON

/// Takes users out of a group (`POST /api/v3/remove-group-members`, groups.md).
struct RemoveGroupMembers: Operation {
    private static let code = Field.groupCode
    private static let userIds = Field.texts("userIds", count: 1...50)

    static let declaration = OperationDeclaration(
        .post, "remove-group-members", fields: [code, userIds], writes: true, success: .success)

    private let code: String
    private let userIds: [String]

    init(from fields: inout FieldReader) {
        code = fields.read(Self.code)
        userIds = fields.read(Self.userIds)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.groups.members.remove(userIds, from: code)
        data.isSuccess()
    }
}
