internal import Contract
internal import JSON
internal import PoolEngine

/// Shows the secret of a user's one-time passwords (users.md).
extension GetOtpSecretByUser: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let user = try findUser(in: directory)
        data.beginObject()
        data.member("secret", try directory.users.otp(of: user)?.secret ?? "")
        data.endObject()
    }
}
