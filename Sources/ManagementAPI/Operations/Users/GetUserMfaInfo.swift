internal import Directory
internal import JSON

/// Tells which second factors are bound to a user (`GET /api/v3/get-user-mfa-info`, users.md).
struct GetUserMfaInfo: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-user-mfa-info", fields: [UserFields.userId, UserFields.userIdType],
        answers: .object(
            ReplyObject(
                "UserMfaRespDto",
                [
                    ReplyMember("totpStatus", .text), ReplyMember("faceMfaStatus", .text),
                    ReplyMember("smsMfaStatus", .text), ReplyMember("emailMfaStatus", .text),
                ])))

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let user = try user.find(in: directory)
        let mfa = try directory.users.mfa(of: user) ?? UserMfa()
        func state(_ isBound: Bool) -> String { isBound ? "enabled" : "disabled" }
        data.beginObject()
        data.member("totpStatus", state(try directory.users.otp(of: user) != nil))
        data.member("faceMfaStatus", state(mfa.faceMfaEnabled))
        data.member("smsMfaStatus", state(mfa.mfaPhone?.isEmpty == false))
        data.member("emailMfaStatus", state(mfa.mfaEmail?.isEmpty == false))
        data.endObject()
    }
}
