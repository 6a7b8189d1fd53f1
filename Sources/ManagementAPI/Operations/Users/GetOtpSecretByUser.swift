internal import Directory
internal import JSON

/// Shows the secret of a user's one-time passwords (`GET /api/v3/get-otp-secret-by-user`, users.md).
struct GetOtpSecretByUser: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-otp-secret-by-user", fields: [UserFields.userId, UserFields.userIdType],
        answers: .object(ReplyObject("OtpSecretRespDto", [ReplyMember("secret", .text)])))

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let user = try user.find(in: directory)
        data.beginObject()
        data.member("secret", try directory.users.otp(of: user)?.secret ?? "")
        data.endObject()
    }
}
