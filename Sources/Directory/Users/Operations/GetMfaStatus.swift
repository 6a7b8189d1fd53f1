internal import Contract
internal import JSON
internal import PoolEngine

/// Shows what starts a user's second factor (users.md).
extension GetMfaStatus: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let user = try findUser(in: directory)
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
