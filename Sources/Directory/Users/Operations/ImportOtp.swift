internal import Contract
internal import JSON
internal import PoolEngine

/// Sets the secrets of users' one-time passwords, all or none (users.md).
extension ImportOtp: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.users.importOtp(
            list.map { ($0.userId, OtpSecret(secret: $0.otp.secret, recoveryCode: $0.otp.recoveryCode)) })
    }
}
