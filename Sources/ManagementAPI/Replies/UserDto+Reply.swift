internal import Directory

extension ReplyType {
    /// A user (`UserDto`), as `UserDto.write` writes it.
    static let user = ReplyType.object(
        ReplyObject("UserDto", identification + person + origin + attachments, hasFlatCustomData: true))

    private static let identification: [ReplyMember] =
        [
            ReplyMember("userId", .text),
            ReplyMember("createdAt", .time),
            ReplyMember("updatedAt", .time),
            ReplyMember("status", .choice(of: UserStatus.self)),
            ReplyMember("workStatus", .choice(["Closed", "Active"])),
        ] + texts(.externalId, .email, .phone, .phoneCountryCode, .username, .name, .nickname)
        + [
            ReplyMember("photo", .text),
            ReplyMember("loginsCount", .integer),
            ReplyMember("lastLogin", .time).orNull,
            ReplyMember("lastIp", .text).orNull,
            ReplyMember("gender", .choice(of: Gender.self)),
            ReplyMember("emailVerified", .boolean),
            ReplyMember("phoneVerified", .boolean),
            ReplyMember("passwordLastSetAt", .time).orNull,
        ]

    private static let person: [ReplyMember] = texts(
        .birthdate, .country, .province, .city, .address, .streetAddress, .postalCode, .company, .browser,
        .device, .givenName, .familyName, .middleName, .profile, .preferredUsername, .website, .zoneinfo,
        .locale, .formatted, .region)

    private static let origin: [ReplyMember] = [
        ReplyMember("userSourceType", .choice(of: UserSource.self)),
        ReplyMember("userSourceId", .text).orNull,
        ReplyMember("lastLoginApp", .text).orNull,
        ReplyMember("mainDepartmentId", .text).orNull,
        ReplyMember("lastMfaTime", .time).orNull,
        ReplyMember("passwordSecurityLevel", .integer).orNull,
        ReplyMember("resetPasswordOnNextLogin", .boolean),
        ReplyMember("registerSource", .list(of: .text)),
    ]

    private static let attachments: [ReplyMember] = [
        ReplyMember("departmentIds", .list(of: .text)).whenAsked,
        ReplyMember("identities", .list(of: .identity)).whenAsked,
        ReplyMember("identityNumber", .text).orNull,
        ReplyMember("customData", .anyObject).whenAsked,
        ReplyMember("postIdList", .list(of: .nothing)).whenAsked,
        ReplyMember("statusChangedAt", .time).orNull,
        ReplyMember("tenantId", .text).orNull,
    ]

    private static func texts(_ attributes: UserAttribute...) -> [ReplyMember] {
        attributes.map { ReplyMember($0.rawValue, .text).orNull }
    }
}
