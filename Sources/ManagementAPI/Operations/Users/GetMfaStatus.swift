internal import Directory
internal import JSON

/// Shows what starts a user's second factor (`GET /api/v3/get-mfa-status`, users.md).
struct GetMfaStatus: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-mfa-status", fields: [UserFields.userId, UserFields.userIdType], answers: .mfaStatus)

    private let user: UserReference

    init(from fields: inout FieldReader) {
        user = UserFields.read(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let user = try user.find(in: directory)
        let mfa = try directory.users.mfa(of: user) ?? UserMfa()
        let hasOtp = try directory.users.otp(of: user) != nil
        data.beginObject()
        data.member("mfaToken", mfa.mfaToken)
        data.member("mfaPhone", mfa.mfaPhone)
        data.member("mfaPhoneCountryCode", mfa.mfaPhoneCountryCode)
        data.member("mfaEmail", mfa.mfaEmail)
        data.member("nickname", user.attributes[.nickname])
        data.member("username", user.attributes[.username])
        data.member("phone", user.attributes[.phone])
        data.member("phoneCountryCode", user.attributes[.phoneCountryCode])
        data.member("faceMfaEnabled", mfa.faceMfaEnabled)
        data.member("totpMfaEnabled", mfa.totpMfaEnabled ?? hasOtp)
        data.name("applicationMfa")
        data.array(mfa.applicationMfa) { factor, data in
            data.beginObject()
            data.member("mfaPolicy", factor.mfaPolicy)
            data.member("status", Int64(factor.status))
            data.member("sort", Int64(factor.sort))
            data.endObject()
        }
        data.endObject()
    }
}

extension ReplyType {
    /// What starts a user's second factor (`GetMfaInfoDataDto`), as `GetMfaStatus` writes it.
    static let mfaStatus: ReplyType = {
        let factor = ReplyObject(
            "ApplicationMfaDto",
            [
                ReplyMember("mfaPolicy", .text), ReplyMember("status", .integer),
                ReplyMember("sort", .integer),
            ])
        let texts = [
            "mfaPhone", "mfaPhoneCountryCode", "mfaEmail", "nickname", "username", "phone",
            "phoneCountryCode",
        ].map { ReplyMember($0, .text).orNull }
        let states = [
            ReplyMember("faceMfaEnabled", .boolean), ReplyMember("totpMfaEnabled", .boolean),
            ReplyMember("applicationMfa", .list(of: .object(factor))),
        ]
        return .object(ReplyObject("GetMfaInfoDataDto", [ReplyMember("mfaToken", .text)] + texts + states))
    }()
}
