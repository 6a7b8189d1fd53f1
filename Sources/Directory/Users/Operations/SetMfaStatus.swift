internal import Contract
internal import JSON
internal import PoolEngine
internal import SQLite

/// Replaces a user's second factors (users.md).
///
/// The object is the one that get-mfa-status answers. What it repeats of the user itself has to be as the user has it:
/// whether the service changes the user by it is not known.
extension SetMfaStatus: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let user = try findUser(in: directory)
        try mfaTriggerData.check(for: user)
        try directory.users.setMfa(mfaTriggerData.mfa, of: user)
        data.isSuccess()
    }
}

extension GetMfaInfoDataDto {
    /// The second factors to be set.
    fileprivate var mfa: UserMfa {
        var mfa = UserMfa()
        mfa.mfaToken = mfaToken
        mfa.mfaPhone = mfaPhone
        mfa.mfaPhoneCountryCode = mfaPhoneCountryCode
        mfa.mfaEmail = mfaEmail
        mfa.faceMfaEnabled = faceMfaEnabled ?? false
        mfa.totpMfaEnabled = totpMfaEnabled
        mfa.applicationMfa = applicationMfa.map {
            UserMfa.Factor(mfaPolicy: $0.mfaPolicy, status: $0.status, sort: $0.sort)
        }
        return mfa
    }

    /// Refuses fields of the user with other values than the user has.
    ///
    /// - Throws: `APIError`.
    fileprivate func check(for user: User) throws(APIError) {
        for attribute: UserAttribute in [.nickname, .username, .phone, .phoneCountryCode] {
            guard let value = attributes[attribute], !value.isEmpty,
                !ExactText.same(value, user.attributes[attribute])
            else { continue }
            throw .notEmulated(field: attribute.rawValue, of: SetMfaStatus.declaration.path)
        }
    }
}
