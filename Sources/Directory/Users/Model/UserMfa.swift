internal import PoolEngine
internal import SQLite

/// The second factors of a user (`GetMfaInfoDataDto`), without fields of the user itself.
public struct UserMfa: Sendable, Equatable {
    /// A factor that an application may require (`ApplicationMfaDto`).
    public struct Factor: Sendable, Equatable {
        /// The kind, such as `EMAIL`.
        public let mfaPolicy: String
        /// Its status, a number of the service.
        public let status: Int
        /// Its position in the list.
        public let sort: Int

        public init(mfaPolicy: String, status: Int, sort: Int) {
            self.mfaPolicy = mfaPolicy
            self.status = status
            self.sort = sort
        }
    }

    /// The token of a login that waits for the second factor; stored as received.
    public var mfaToken = ""
    /// The bound phone number.
    public var mfaPhone: String?
    /// The country code of that number.
    public var mfaPhoneCountryCode: String?
    /// The bound e-mail address.
    public var mfaEmail: String?
    /// Whether face recognition is required.
    public var faceMfaEnabled = false
    /// Whether one-time passwords are required; nil if not set.
    public var totpMfaEnabled: Bool?
    /// The factors, in the order given.
    public var applicationMfa: [Factor] = []

    public init() {}
}

/// The second factors of users. They are stored, but logins are not emulated.
extension Users {
    private static let setMfa = SQL(
        """
        INSERT OR REPLACE INTO user_mfa (userKey, mfaToken, mfaPhone, mfaPhoneCountryCode, mfaEmail, faceMfaEnabled,
            totpMfaEnabled) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        """)
    private static let forgetFactors = SQL("DELETE FROM user_mfa_factors WHERE userKey = ?1")
    private static let addFactor = SQL(
        """
        INSERT INTO user_mfa_factors (userKey, position, mfaPolicy, status, sort) VALUES (?1, ?2, ?3, ?4, ?5)
        """)
    private static let mfa = SQL(
        """
        SELECT mfaToken, mfaPhone, mfaPhoneCountryCode, mfaEmail, faceMfaEnabled, totpMfaEnabled
        FROM user_mfa WHERE userKey = ?1
        """)
    private static let factors = SQL(
        "SELECT mfaPolicy, status, sort FROM user_mfa_factors WHERE userKey = ?1 ORDER BY position")

    /// A user's second factors; nil if they were never set.
    ///
    /// - Throws: `SQLiteError`.
    public func mfa(of user: User) throws -> UserMfa? {
        let found = try connection.first(Self.mfa, user.key) { row in
            var mfa = UserMfa()
            mfa.mfaToken = row.text(0)
            mfa.mfaPhone = row.optionalText(1)
            mfa.mfaPhoneCountryCode = row.optionalText(2)
            mfa.mfaEmail = row.optionalText(3)
            mfa.faceMfaEnabled = row.bool(4)
            mfa.totpMfaEnabled = row.optionalInteger(5).map { $0 != 0 }
            return mfa
        }
        guard var mfa = found else { return nil }
        mfa.applicationMfa = try connection.all(Self.factors, user.key) {
            UserMfa.Factor(mfaPolicy: $0.text(0), status: Int($0.integer(1)), sort: Int($0.integer(2)))
        }
        return mfa
    }

    /// Replaces a user's second factors.
    ///
    /// - Throws: `SQLiteError`.
    public func setMfa(_ mfa: UserMfa, of user: User) throws {
        try set(mfa, of: user.key)
        try emitUpdated(user.userId, since: nil)
    }

    /// As `setMfa`, for a new user.
    ///
    /// - Throws: `SQLiteError`.
    func set(_ mfa: UserMfa, of key: Int64) throws {
        try connection.run(
            Self.setMfa, key, mfa.mfaToken, mfa.mfaPhone, mfa.mfaPhoneCountryCode, mfa.mfaEmail,
            mfa.faceMfaEnabled, mfa.totpMfaEnabled)
        try connection.run(Self.forgetFactors, key)
        for (position, factor) in mfa.applicationMfa.enumerated() {
            try connection.run(
                Self.addFactor, key, position, factor.mfaPolicy, factor.status, factor.sort)
        }
    }
}
