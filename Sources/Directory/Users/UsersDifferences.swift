internal import PoolEngine

/// The compared tables of users.
///
/// Derived data is not compared: copies of custom data and of searched texts.
extension DiffTable {
    /// The tables, in the order of a difference.
    static let ofUsers = [users, identities, userSyncRelations, otpSecrets, mfa]

    private static let userId = Column("userId", "u.userId")
    private static let ofUser = "JOIN users u ON u.key = t.userKey"

    private static let users = DiffTable(
        "users", from: "users t", identity: [Column("userId")],
        values: UserAttribute.allCases.map { Column($0.rawValue) } + [
            Column("status"), Column("statusChangedAt", nil, .time), Column("gender"),
            Column("emailVerified", nil, .flag), Column("phoneVerified", nil, .flag),
            Column("userSourceType"), Column("userSourceId"), Column("lastLogin", nil, .time),
            Column("loginsCount"),
            Column("password", "t.passwordHash", .secret), Column("passwordLastSetAt", nil, .time),
            Column("passwordSecurityLevel"), Column("resetPasswordOnNextLogin", nil, .flag),
            Column(
                "mainDepartmentId",
                "(SELECT d.departmentId FROM departments d WHERE d.key = t.mainDepartmentKey)"),
            Column("customData", nil, .json), Column("tenantIds", nil, .json),
            Column("createdAt", nil, .time), Column("updatedAt", nil, .time),
        ])

    private static let identities = DiffTable(
        "identities", from: "user_identities t \(ofUser)", identity: [Column("identityId")],
        values: [
            userId, Column("extIdpId"), Column("provider"), Column("type"), Column("userIdInIdp"),
            Column("userInfoInIdp", nil, .json), Column("accessToken", nil, .secret),
            Column("refreshToken", nil, .secret), Column("originConnIds", nil, .json),
        ])

    private static let userSyncRelations = DiffTable(
        "userSyncRelations", from: "user_sync_relations t \(ofUser)", identity: [userId, Column("provider")],
        values: [Column("userIdInIdp"), Column("userInfoInIdp", nil, .json)])

    private static let otpSecrets = DiffTable(
        "otpSecrets", from: "user_otp_secrets t \(ofUser)", identity: [userId],
        values: [Column("secret", nil, .secret), Column("recoveryCode", nil, .secret)])

    private static let mfa = DiffTable(
        "mfa", from: "user_mfa t \(ofUser)", identity: [userId],
        values: [
            Column("mfaToken", nil, .secret), Column("mfaPhone"), Column("mfaPhoneCountryCode"),
            Column("mfaEmail"),
            Column("faceMfaEnabled", nil, .flag), Column("totpMfaEnabled", nil, .flag),
            Column(
                "applicationMfa",
                """
                (SELECT json_group_array(json_object('mfaPolicy', mfaPolicy, 'status', status, 'sort', sort)) FROM (
                    SELECT f.mfaPolicy, f.status, f.sort FROM user_mfa_factors f WHERE f.userKey = t.userKey
                    ORDER BY f.position))
                """, .json),
        ])
}
