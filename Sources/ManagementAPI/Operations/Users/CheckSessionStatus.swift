internal import Directory
internal import JSON

/// Whether a user is logged in to an application (`POST /api/v3/check-session-status`, users.md).
///
/// Nobody can log in here.
struct CheckSessionStatus: Operation {
    private static let appId = Field.text("appId")

    static let declaration = OperationDeclaration(
        .post, "check-session-status", fields: [UserFields.userId, appId],
        answers: .object(ReplyObject("CheckSessionStatusDataDto", [ReplyMember("active", .boolean)])))

    private let userId: String

    init(from fields: inout FieldReader) {
        userId = fields.read(UserFields.userId)
        _ = fields.read(Self.appId)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try directory.users.find(userId)
        data.beginObject()
        data.member("active", false)
        data.endObject()
    }
}
