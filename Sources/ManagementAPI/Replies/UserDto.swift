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

    let user: User
    let options: UserDtoOptions
    let directory: DirectoryTransaction

    /// Writes the object.
    ///
    /// - Throws: `SQLiteError`.
    func write(to writer: inout Writer) throws {
        writer.beginObject()
        writer.member("userId", user.userId)
        writer.member("createdAt", user.createdAt.iso8601)
        writer.member("updatedAt", user.updatedAt.iso8601)
        writer.member("status", user.status.rawValue)
        writer.member("workStatus", "Active")
        write(.externalId, .email, .phone, .phoneCountryCode, .username, .name, .nickname, to: &writer)
        writer.member("photo", user.attributes[.photo] ?? Self.defaultPhoto)
        // Nobody has ever logged in: authentication is not emulated.
        writer.member("loginsCount", Int64(0))
        writer.member("lastLogin", String?.none)
        writer.member("lastIp", String?.none)
        writer.member("gender", user.gender.rawValue)
        writer.member("emailVerified", user.emailVerified)
        writer.member("phoneVerified", user.phoneVerified)
        writer.member("passwordLastSetAt", String?.none)
        write(
            .birthdate, .country, .province, .city, .address, .streetAddress, .postalCode, .company, .browser,
            .device, .givenName, .familyName, .middleName, .profile, .preferredUsername, .website, .zoneinfo,
            .locale, .formatted, .region, to: &writer)
        writer.member("userSourceType", user.userSourceType.rawValue)
        writer.member("userSourceId", String?.none)
        writer.member("lastLoginApp", String?.none)
        writer.member("mainDepartmentId", user.mainDepartmentId)
        writer.member("lastMfaTime", String?.none)
        writer.member("passwordSecurityLevel", Int64?.none)
        writer.member("resetPasswordOnNextLogin", false)
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
        write(.identityNumber, to: &writer)
        if options.customData { writer.customData(user.customData) }
        // No post is emulated.
        if options.posts { writer.emptyArray("postIdList") }
        writer.member("statusChangedAt", user.statusChangedAt?.iso8601)
        writer.member("tenantId", user.tenantId)
        if options.flatCustomData { writer.flatCustomData(user.customData, besides: Self.names) }
        writer.endObject()
    }

    private func write(_ attributes: UserAttribute..., to writer: inout Writer) {
        for attribute in attributes {
            writer.name(attribute.rawValue)
            if let value = user.attributes[attribute] { writer.string(value) } else { writer.null() }
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
