internal import PoolEngine
internal import SQLite

/// The secret of a user's one-time passwords (`ImportOtpItemDataDto`).
public struct OtpSecret: Sendable, Equatable {
    /// The secret as imported.
    public let secret: String
    /// The recovery code that replaces a one-time password, if there is one.
    public let recoveryCode: String?

    public init(secret: String, recoveryCode: String?) {
        self.secret = secret
        self.recoveryCode = recoveryCode
    }
}

/// Passwords and one-time passwords of users. They are stored, but logins are not emulated.
extension Users {
    private static let setPassword = SQL(
        "UPDATE users SET passwordHash = ?2, passwordLastSetAt = ?3 WHERE key = ?1")
    private static let setReset = SQL("UPDATE users SET resetPasswordOnNextLogin = ?2 WHERE key = ?1")
    private static let passwordHash = SQL("SELECT passwordHash FROM users WHERE key = ?1")
    private static let setOtp = SQL(
        "INSERT OR REPLACE INTO user_otp_secrets (userKey, secret, recoveryCode) VALUES (?1, ?2, ?3)")
    private static let otp = SQL("SELECT secret, recoveryCode FROM user_otp_secrets WHERE userKey = ?1")

    /// Stores the credentials of a new user.
    ///
    /// - Throws: as `PasswordHash.init(of:random:)` for a password that is not hashed yet, `SQLiteError`.
    func setCredentials(of user: NewUser, key: Int64, at now: Timestamp) throws {
        if let password = user.password { try set(password, of: key, at: user.past.passwordLastSetAt ?? now) }
        if user.resetPasswordOnNextLogin { try connection.run(Self.setReset, key, true) }
        if let otp = user.otp { try set(otp, of: key) }
        if let mfa = user.mfa { try set(mfa, of: key) }
    }

    /// Changes a user's password and whether it has to be changed at the next login.
    ///
    /// - Throws: as `setCredentials`.
    func updatePassword(of user: User, with changes: UserChanges, at now: Timestamp) throws {
        if let password = changes.password {
            try set(password, of: user.key, at: now)
            try emitPlainUser(.userPasswordChanged, user.userId)
        }
        if let mustReset = changes.resetPasswordOnNextLogin {
            try connection.run(Self.setReset, user.key, mustReset)
        }
    }

    /// The hash of a user's password; nil when the user has none.
    ///
    /// - Throws: `SQLiteError`.
    public func passwordHash(of user: User) throws -> PasswordHash? {
        let text = try connection.first(Self.passwordHash, user.key) { $0.optionalText(0) } ?? nil
        guard let text else { return nil }
        guard let hash = PasswordHash(text) else { throw SQLiteError.unusable("users.passwordHash") }
        return hash
    }

    /// Replaces the secrets of users' one-time passwords.
    ///
    /// - Parameter list: ids of users, and the secrets. For duplicate users, the last entry is used.
    /// - Throws: `UserError.notFound` when one of the ids is unknown, `SQLiteError`.
    public func importOtp(_ list: [(userId: String, otp: OtpSecret)]) throws {
        for (userId, otp) in list {
            try set(otp, of: try key(of: userId))
            try emitUpdated(userId, since: nil)
        }
    }

    /// The secret of a user's one-time passwords; nil when the user has none.
    ///
    /// - Throws: `SQLiteError`.
    public func otp(of user: User) throws -> OtpSecret? {
        try connection.first(Self.otp, user.key) {
            OtpSecret(secret: $0.text(0), recoveryCode: $0.optionalText(1))
        }
    }

    private func set(_ password: NewPassword, of key: Int64, at now: Timestamp) throws {
        try connection.run(
            Self.setPassword, key, try password.hash(random: environment.random).text,
            now.milliseconds)
    }

    private func set(_ otp: OtpSecret, of key: Int64) throws {
        try connection.run(Self.setOtp, key, otp.secret, otp.recoveryCode)
    }
}
