internal import Directory
internal import JSON

/// Adds users to a group (`POST /api/v3/add-group-members`, groups.md).
struct AddGroupMembers: Operation {
    private static let code = Field.groupCode
    private static let userIds = Field.texts("userIds", count: 1...50)

    static let declaration = OperationDeclaration(
        .post, "add-group-members", fields: [code, userIds], writes: true, success: .success)

    private let code: String
    private let userIds: [String]

    init(from fields: inout FieldReader) {
        code = fields.read(Self.code)
        userIds = fields.read(Self.userIds)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.groups.members.add(userIds, to: code)
        data.isSuccess()
    }
}

extension Field<String> {
    /// The code of a group: 1 to 64 characters (groups.md; 100 are refused, the test titles say "less than 64").
    static let groupCode = text("code", length: 1...64)
}
