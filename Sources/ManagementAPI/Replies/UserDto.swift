internal import Directory
internal import JSON

/// Which of a user's optional parts a call asks for.
///
/// A part that is not asked for is absent (users.md, Option flags).
struct UserDtoOptions {
    /// `customData`, from `withCustomData`.
    var customData = false
    /// `identities`, from `withIdentities`.
    var identities = false
    /// `departmentIds`, from `withDepartmentIds`.
    var departmentIds = false
    /// `postIdList`, from `withPost`.
    var posts = false
    /// The custom fields among the user's own, from `flatCustomData`.
    var flatCustomData = false
}

/// A user as the API shows it (`UserDto`).
///
/// Fields stand in the order of the public description; a field without a value is null, as the service's
/// own null for `lastLogin` of a new user suggests (users.md).
struct UserDto {
    /// What the service gives every user without a portrait (users.md, createUser test).
    private static let defaultPhoto = "https://files.authing.co/authing-console/default-user-avatar.png"

    private static let naming = TextFields(
        .externalId, .email, .phone, .phoneCountryCode, .username, .name, .nickname)
    private static let person = TextFields(
        .birthdate, .country, .province, .city, .address, .streetAddress, .postalCode, .company, .browser,
        .device, .givenName, .familyName, .middleName, .profile, .preferredUsername, .website, .zoneinfo,
        .locale, .formatted, .region)
    private static let identityNumber = TextFields(.identityNumber)
    // Nobody has ever logged in: authentication is not emulated. How the service rates passwords is not known.
    private static let lastLogin = MemberTemplate(["lastLogin", "lastIp"])
    private static let source = MemberTemplate(["userSourceId", "lastLoginApp"])
    private static let security = MemberTemplate(["lastMfaTime", "passwordSecurityLevel"])

    let user: User
    let options: UserDtoOptions
    let directory: DirectoryTransaction

    /// Writes the object.
    ///
    /// - Throws: `SQLiteError`.
    func write(to writer: inout Writer) throws {
        writer.beginObject()
        writer.member("userId", user.userId)
        writer.member("createdAt", user.createdAt)
        writer.member("updatedAt", user.updatedAt)
        writer.member("status", user.status.rawValue)
        writer.member("workStatus", "Active")
        Self.naming.write(user.attributes, to: &writer)
        writer.member("photo", user.attributes[.photo] ?? Self.defaultPhoto)
        writer.member("loginsCount", Int64(0))
        writer.members(Self.lastLogin)
        writer.member("gender", user.gender.rawValue)
        writer.member("emailVerified", user.emailVerified)
        writer.member("phoneVerified", user.phoneVerified)
        writer.member("passwordLastSetAt", user.passwordLastSetAt)
        Self.person.write(user.attributes, to: &writer)
        writer.member("userSourceType", user.userSourceType.rawValue)
        writer.members(Self.source)
        writer.member("mainDepartmentId", user.mainDepartmentId)
        writer.members(Self.security)
        writer.member("resetPasswordOnNextLogin", user.resetPasswordOnNextLogin)
        writer.emptyArray("registerSource")
        if options.departmentIds {
            writer.name("departmentIds")
            writer.array(try directory.departments.members.departmentIds(of: user)) { $1.string($0) }
        }
        if options.identities {
            writer.name("identities")
            writer.array(try directory.users.identities.list(of: user)) {
                IdentityDto(identity: $0).write(to: &$1)
            }
        }
        Self.identityNumber.write(user.attributes, to: &writer)
        if options.customData { writer.customData(user.customData) }
        // No post is emulated.
        if options.posts { writer.emptyArray("postIdList") }
        writer.member("statusChangedAt", user.statusChangedAt)
        writer.member("tenantId", user.tenantId)
        if options.flatCustomData { writer.flatCustomData(user.customData, besides: Self.names) }
        writer.endObject()
    }
}

/// Text fields of a user that stand together.
private struct TextFields {
    private let attributes: [UserAttribute]
    private let template: MemberTemplate

    init(_ attributes: UserAttribute...) {
        self.attributes = attributes
        template = MemberTemplate(attributes.map(\.rawValue))
    }

    func write(_ values: StoredUserAttributes, to writer: inout Writer) {
        writer.members(template, isNull: { values.isNull(attributes[$0]) }) { index, writer in
            values.withText(of: attributes[index]) { writer.string(utf8: $0) }
        }
    }
}

extension Writer {
    /// A member that is an empty list.
    mutating func emptyArray(_ name: StaticString) {
        self.name(name)
        beginArray()
        endArray()
    }

    /// A member with a time, or `null` for nil.
    mutating func member(_ name: StaticString, _ time: Timestamp?) {
        self.name(name)
        guard let time else { return null() }
        withUnsafeBytes(of: time.iso8601Bytes) { string(utf8: $0) }
    }

    /// The member `customData`.
    ///
    /// - Parameter text: the object's JSON text; nil for an empty object.
    mutating func customData(_ text: String?) {
        name("customData")
        if let text {
            raw(Array(text.utf8))
        } else {
            beginObject()
            endObject()
        }
    }
}
