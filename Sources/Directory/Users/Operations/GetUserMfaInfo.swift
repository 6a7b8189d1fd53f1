internal import Contract
internal import JSON
internal import PoolEngine

/// Tells which second factors are bound to a user (users.md).
extension GetUserMfaInfo: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let user = try findUser(in: directory)
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
