internal import Directory
internal import JSON

/// Lists when and where a user logged in (`GET /api/v3/get-user-login-history`, users.md).
///
/// Nobody can log in here, so there is nothing that a filter could leave out.
struct GetUserLoginHistory: Operation {
    private static let appId = Field.optionalText("appId")
    private static let clientIp = Field.optionalText("clientIp")
    private static let start = Field<Int?>.optionalTime("start")
    private static let end = Field<Int?>.optionalTime("end")

    static let declaration = OperationDeclaration(
        .get, "get-user-login-history",
        fields: [UserFields.userId, UserFields.userIdType, appId, clientIp, start, end] + [
            Field<Int>.page, Field<Int>.limit,
        ], answers: .page(of: .nothing))

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
        _ = fields.read(Self.appId)
        _ = fields.read(Self.clientIp)
        _ = fields.read(Self.start)
        _ = fields.read(Self.end)
        _ = fields.readPage()
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        _ = try user.find(in: directory)
        data.emptyPage()
    }
}
