internal import PoolEngine

/// The rows of every table that a caller can change, in the order in which a difference has them.
///
/// What is not here is who the pool is, and what follows from what is here: counts, orders of joining, copies of custom
/// data and of texts that are searched.
extension DiffTable {
    /// All nouns.
    static let all = [
        users, identities, userSyncRelations, otpSecrets, mfa, customFields, groups, groupMembers,
        organizations,
        departments, departmentMembers, departmentLeaders, departmentSyncRelations,
    ]

    private static let userId = Column("userId", "u.userId")
    private static let departmentId = Column("departmentId", "d.departmentId")
    private static let ofUser = "JOIN users u ON u.key = t.userKey"
    private static let ofDepartment = "JOIN departments d ON d.key = t.departmentKey"
    private static let joinedAt = Column("joinedAt", nil, .time)

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

    private static let customFields = DiffTable(
        "customFields", from: "custom_fields t", identity: [Column("targetType"), Column("key", "t.name")],
        values: [
            Column("dataType"), Column("label"), Column("description"), Column("isUnique", nil, .flag),
            Column(
                "options",
                """
                (SELECT json_group_array(json_object('value', value, 'label', label)) FROM (
                    SELECT o.value, o.label FROM custom_field_options o WHERE o.fieldKey = t.key ORDER BY o.key))
                """, .json),
        ])

    private static let groups = DiffTable(
        "groups", from: "groups t", identity: [Column("code")],
        values: [
            Column("id"), Column("name"), Column("description"), Column("type"),
            Column("customData", nil, .json),
            Column("createdAt", nil, .time), Column("updatedAt", nil, .time),
        ])

    private static let groupMembers = DiffTable(
        "groupMembers", from: "group_members t JOIN groups g ON g.key = t.groupKey \(ofUser)",
        identity: [Column("code", "g.code"), userId], values: [joinedAt])

    private static let organizations = DiffTable(
        "organizations", from: "departments t WHERE t.parentKey IS NULL", identity: [Column("departmentId")],
        values: [Column("organizationCode", "t.code"), Column("organizationName", "t.name")]
            + ofEveryDepartment)

    private static let departments = DiffTable(
        "departments", from: "departments t WHERE t.parentKey IS NOT NULL",
        identity: [Column("departmentId")],
        values: [
            Column("organizationCode", "(SELECT o.code FROM departments o WHERE o.key = t.organizationKey)"),
            Column(
                "parentDepartmentId", "(SELECT p.departmentId FROM departments p WHERE p.key = t.parentKey)"),
            Column("code"), Column("name"),
        ] + ofEveryDepartment)

    private static let ofEveryDepartment = [
        Column("tenantId"), Column("openDepartmentId"), Column("customId"), Column("description"),
        Column("isVirtualNode", nil, .flag), Column("status", nil, .flag), Column("customData", nil, .json),
        Column("i18n", nil, .json), Column("postIdList", nil, .json), Column("createdAt", nil, .time),
        Column("updatedAt", nil, .time),
    ]

    private static let departmentMembers = DiffTable(
        "departmentMembers", from: "department_members t \(ofDepartment) \(ofUser)",
        identity: [departmentId, userId], values: [joinedAt])

    private static let departmentLeaders = DiffTable(
        "departmentLeaders", from: "department_leaders t \(ofDepartment) \(ofUser)",
        identity: [departmentId, userId], values: [Column("position")])

    private static let departmentSyncRelations = DiffTable(
        "departmentSyncRelations", from: "department_sync_relations t \(ofDepartment)",
        identity: [departmentId, Column("provider")],
        values: [Column("userIdInIdp"), Column("userInfoInIdp", nil, .json)])
}
