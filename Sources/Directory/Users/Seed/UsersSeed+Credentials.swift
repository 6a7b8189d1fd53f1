internal import JSON
internal import Seeds

/// The credentials of a user in a seed: the password, one-time passwords and second factors.
extension UsersSeed {
    static let credentialFields = [
        "password", "passwordHash", "resetPasswordOnNextLogin", "otp", "mfa",
    ]

    /// Reads the credentials.
    ///
    /// A plain password is hashed when the pool is created, which takes milliseconds for each; an export has the hash.
    ///
    /// - Throws: `SeedError.invalid`.
    static func readCredentials(of object: SeedObject, into user: inout NewUser) throws(SeedError) {
        let password = try object.text("password", emptyIsNone: true)
        user.password = password.map { .clear($0) }
        if let text = try object.text("passwordHash", emptyIsNone: true) {
            let path = object.path.member("passwordHash")
            guard password == nil else { throw path.error("cannot be combined with password") }
            guard let hash = PasswordHash(text) else {
                throw path.error("is not a password hash in the form of an export")
            }
            user.password = .hashed(hash)
        }
        user.resetPasswordOnNextLogin = try object.bool("resetPasswordOnNextLogin") ?? false
        if let otp = try object.object("otp", allowing: ["secret", "recoveryCode"]) {
            user.otp = OtpSecret(
                secret: try otp.requiredText("secret"), recoveryCode: try otp.text("recoveryCode"))
        }
        if let mfa = try object.object("mfa", allowing: mfaFields) { user.mfa = try readMfa(mfa) }
    }

    private static let mfaFields = [
        "mfaToken", "mfaPhone", "mfaPhoneCountryCode", "mfaEmail", "faceMfaEnabled", "totpMfaEnabled",
        "applicationMfa",
    ]

    private static func readMfa(_ object: SeedObject) throws(SeedError) -> UserMfa {
        var mfa = UserMfa()
        mfa.mfaToken = try object.text("mfaToken") ?? ""
        mfa.mfaPhone = try object.text("mfaPhone")
        mfa.mfaPhoneCountryCode = try object.text("mfaPhoneCountryCode")
        mfa.mfaEmail = try object.text("mfaEmail")
        mfa.faceMfaEnabled = try object.bool("faceMfaEnabled") ?? false
        mfa.totpMfaEnabled = try object.bool("totpMfaEnabled")
        mfa.applicationMfa = try object.list("applicationMfa") { (value, path) throws(SeedError) in
            let factor = try SeedObject(value, at: path, allowing: ["mfaPolicy", "status", "sort"])
            return UserMfa.Factor(
                mfaPolicy: try factor.requiredText("mfaPolicy"), status: try factor.integer("status") ?? 0,
                sort: try factor.integer("sort") ?? 0)
        }
        return mfa
    }
}

extension SeedExport {
    /// Writes the credentials of a user, with the hash of the password.
    ///
    /// - Throws: `SQLiteError`.
    mutating func writeCredentials(of user: User) throws {
        if let hash = try transaction.users.passwordHash(of: user) {
            writer.member("passwordHash", hash.text)
        }
        if user.resetPasswordOnNextLogin { writer.member("resetPasswordOnNextLogin", true) }
        if let otp = try transaction.users.otp(of: user) {
            writer.name("otp")
            writer.beginObject()
            writer.member("secret", otp.secret)
            if let code = otp.recoveryCode { writer.member("recoveryCode", code) }
            writer.endObject()
        }
        if let mfa = try transaction.users.mfa(of: user) { write(mfa) }
    }

    private mutating func write(_ mfa: UserMfa) {
        writer.name("mfa")
        writer.beginObject()
        writer.member("mfaToken", mfa.mfaToken)
        if let phone = mfa.mfaPhone { writer.member("mfaPhone", phone) }
        if let code = mfa.mfaPhoneCountryCode { writer.member("mfaPhoneCountryCode", code) }
        if let email = mfa.mfaEmail { writer.member("mfaEmail", email) }
        if mfa.faceMfaEnabled { writer.member("faceMfaEnabled", true) }
        if let isEnabled = mfa.totpMfaEnabled { writer.member("totpMfaEnabled", isEnabled) }
        if !mfa.applicationMfa.isEmpty {
            writer.name("applicationMfa")
            writer.beginArray()
            for factor in mfa.applicationMfa {
                writer.beginObject()
                writer.member("mfaPolicy", factor.mfaPolicy)
                writer.member("status", Int64(factor.status))
                writer.member("sort", Int64(factor.sort))
                writer.endObject()
            }
            writer.endArray()
        }
        writer.endObject()
    }
}
