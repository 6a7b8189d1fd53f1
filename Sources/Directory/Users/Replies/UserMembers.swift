internal import Contract
internal import JSON
internal import PoolEngine

/// Adjacent members of `UserDto` that every reply has.
struct UserMembers {
    /// The source of a member's value.
    private enum Source {
        /// Every user has the same.
        case constant
        case attribute(UserAttribute)
        case userId, createdAt, updatedAt, status, statusChangedAt, photo, gender, emailVerified,
            phoneVerified
        case passwordLastSetAt, resetPasswordOnNextLogin, userSourceType, userSourceId, mainDepartmentId,
            tenantId
        case loginsCount, lastLogin
    }

    private typealias Member = (name: String, value: String, source: Source)

    /// The members before the optional ones.
    static let first = UserMembers(
        [
            ("userId", "null", .userId), ("createdAt", "null", .createdAt), ("updatedAt", "null", .updatedAt),
            ("status", #""Activated""#, .status), ("workStatus", #""Active""#, .constant),
        ],
        attributes(.externalId, .email, .phone, .phoneCountryCode, .username, .name, .nickname),
        [
            // The service's value for users without a portrait (users.md, createUser test).
            ("photo", #""https://files.authing.co/authing-console/default-user-avatar.png""#, .photo),
            // Logins are not emulated, but a seed can have them.
            ("loginsCount", "0", .loginsCount), ("lastLogin", "null", .lastLogin),
            ("lastIp", "null", .constant),
            ("gender", #""U""#, .gender), ("emailVerified", "false", .emailVerified),
            ("phoneVerified", "false", .phoneVerified), ("passwordLastSetAt", "null", .passwordLastSetAt),
        ],
        attributes(
            .birthdate, .country, .province, .city, .address, .streetAddress, .postalCode, .company, .browser,
            .device, .givenName, .familyName, .middleName, .profile, .preferredUsername, .website, .zoneinfo,
            .locale, .formatted, .region),
        [
            ("userSourceType", #""adminCreated""#, .userSourceType), ("userSourceId", "null", .userSourceId),
            ("lastLoginApp", "null", .constant), ("mainDepartmentId", "null", .mainDepartmentId),
            ("lastMfaTime", "null", .constant),
            // How the service rates passwords is not known.
            ("passwordSecurityLevel", "null", .constant),
            ("resetPasswordOnNextLogin", "false", .resetPasswordOnNextLogin),
            ("registerSource", "[]", .constant),
        ])
    /// The number of an identity card.
    static let identityNumber = UserMembers(attributes(.identityNumber))
    /// The members after the optional ones.
    static let last = UserMembers([
        ("statusChangedAt", "null", .statusChangedAt), ("tenantId", "null", .tenantId),
    ])

    private let template: MemberTemplate
    private let sources: [Source]

    private init(_ parts: [Member]...) {
        let members = parts.flatMap { $0 }
        template = MemberTemplate(members.map { ($0.name, $0.value) })
        sources = members.map(\.source)
    }

    private static func attributes(_ attributes: UserAttribute...) -> [Member] {
        attributes.map { ($0.rawValue, "null", .attribute($0)) }
    }

    /// Writes the members of a user.
    func write(_ user: User, to writer: inout Writer) {
        writer.members(template, isUsual: { Self.isUsual(sources[$0], of: user) }) { index, writer in
            Self.write(sources[index], of: user, to: &writer)
        }
    }

    /// Whether a user has the value of the table.
    private static func isUsual(_ source: Source, of user: User) -> Bool {
        switch source {
        case .constant: true
        case .attribute(let attribute): user.attributes.isNull(attribute)
        case .userId, .createdAt, .updatedAt: false
        case .status: user.status == .activated
        case .statusChangedAt: user.statusChangedAt == nil
        case .photo: user.attributes.isNull(.photo)
        case .gender: user.gender == .unknown
        case .emailVerified: !user.emailVerified
        case .phoneVerified: !user.phoneVerified
        case .passwordLastSetAt: user.passwordLastSetAt == nil
        case .resetPasswordOnNextLogin: !user.resetPasswordOnNextLogin
        case .userSourceType: user.userSourceType == .adminCreated
        case .userSourceId: user.userSourceId == nil
        case .loginsCount: user.loginsCount == 0
        case .lastLogin: user.lastLogin == nil
        case .mainDepartmentId: user.mainDepartmentId == nil
        case .tenantId: user.tenantId == nil
        }
    }

    private static func write(_ source: Source, of user: User, to writer: inout Writer) {
        switch source {
        case .constant: break
        case .attribute(let attribute): user.attributes.withText(of: attribute) { writer.string(utf8: $0) }
        case .userId: writer.string(user.userId)
        case .createdAt: writer.timestamp(user.createdAt)
        case .updatedAt: writer.timestamp(user.updatedAt)
        case .status: writer.string(user.status.rawValue)
        case .statusChangedAt: writer.timestamp(user.statusChangedAt)
        case .photo: user.attributes.withText(of: .photo) { writer.string(utf8: $0) }
        case .gender: writer.string(user.gender.rawValue)
        case .emailVerified: writer.bool(user.emailVerified)
        case .phoneVerified: writer.bool(user.phoneVerified)
        case .passwordLastSetAt: writer.timestamp(user.passwordLastSetAt)
        case .resetPasswordOnNextLogin: writer.bool(user.resetPasswordOnNextLogin)
        case .userSourceType: writer.string(user.userSourceType.rawValue)
        case .userSourceId: writer.string(user.userSourceId ?? "")
        case .loginsCount: writer.int(user.loginsCount)
        case .lastLogin: writer.timestamp(user.lastLogin)
        case .mainDepartmentId: writer.string(user.mainDepartmentId ?? "")
        case .tenantId: writer.string(user.tenantId ?? "")
        }
    }
}
