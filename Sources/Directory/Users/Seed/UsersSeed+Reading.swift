internal import JSON
internal import PoolEngine
internal import Seeds

extension UsersSeed {
    private static let ownUserFields =
        [
            "userId", "status", "gender", "emailVerified", "phoneVerified", "mainDepartmentId", "customData",
            "tenantIds", "identities", "syncRelations",
        ] + credentialFields + pastFields
    /// The attributes come last, in their order: there are many, and most users have few of them.
    private static let userFields = ownUserFields + UserAttribute.allCases.map(\.rawValue)

    /// Reads a user.
    ///
    /// - Throws: `SeedError.invalid`.
    static func user(_ value: Value, _ path: SeedPath) throws(SeedError) -> NewUser {
        let object = try SeedObject(value, at: path, allowing: userFields)
        var user = NewUser()
        user.userId = try object.id("userId")
        user.status = try object.choice("status", of: UserStatus.self) ?? .activated
        user.gender = try object.choice("gender", of: Gender.self) ?? .unknown
        user.emailVerified = try object.bool("emailVerified") ?? false
        user.phoneVerified = try object.bool("phoneVerified") ?? false
        user.mainDepartmentId = try object.id("mainDepartmentId")
        user.customData = try object.objectText("customData")
        user.tenantIds = try object.texts("tenantIds")
        user.identities = try object.list("identities", read: identity)
        user.syncRelations = try object.list("syncRelations", read: SyncRelation.init)
        try readCredentials(of: object, into: &user)
        user.past = try past(of: object)
        for attribute in UserAttribute.allCases where object.has(at: ownUserFields.count + attribute.index) {
            user.attributes[attribute] = try object.text(
                attribute.rawValue, emptyIsNone: UserAttribute.unique.contains(attribute))
        }
        let named =
            user.userId ?? user.attributes[.username] ?? user.attributes[.email] ?? user.attributes[.phone]
        guard named != nil else { throw path.error("needs one of userId, username, email, phone") }
        if let email = user.attributes[.email], !EmailAddress.isWellFormed(email) {
            throw path.member("email").error("is not an e-mail address")
        }
        if let phone = user.attributes[.phone], !PhoneNumber.isWellFormed(phone) {
            throw path.member("phone").error("is not a phone number")
        }
        return user
    }

    /// Reads an identity of a user.
    private static func identity(_ value: Value, _ path: SeedPath) throws(SeedError) -> NewIdentity {
        let object = try SeedObject(
            value, at: path,
            allowing: [
                "identityId", "extIdpId", "provider", "type", "userIdInIdp", "userInfoInIdp", "accessToken",
                "refreshToken", "originConnIds",
            ])
        guard let provider = try object.choice("provider", of: IdentityProvider.self) else {
            throw path.error("provider is missing")
        }
        var identity = NewIdentity(
            extIdpId: try object.requiredSource("extIdpId"), provider: provider,
            type: try object.text("type", emptyIsNone: true) ?? NewIdentity.genericType,
            userIdInIdp: try object.requiredText("userIdInIdp"))
        identity.identityId = try object.id("identityId")
        identity.userInfoInIdp = try object.objectText("userInfoInIdp") ?? "{}"
        identity.accessToken = try object.text("accessToken")
        identity.refreshToken = try object.text("refreshToken")
        identity.originConnIds = try object.texts("originConnIds")
        return identity
    }

    /// The members of a user that describe its past.
    private static let pastFields =
        SeedTimes.fields + [
            "statusChangedAt", "passwordLastSetAt", "lastLogin", "loginsCount", "userSourceType",
            "userSourceId",
        ]

    /// Reads a user's past.
    private static func past(of object: SeedObject) throws(SeedError) -> UserPast {
        var past = UserPast()
        past.createdAt = try object.moment("createdAt")
        past.updatedAt = try object.moment("updatedAt")
        past.statusChangedAt = try object.moment("statusChangedAt")
        past.passwordLastSetAt = try object.moment("passwordLastSetAt")
        past.lastLogin = try object.moment("lastLogin")
        past.loginsCount = Int64(try object.integer("loginsCount") ?? 0)
        guard past.loginsCount >= 0 else {
            throw object.path.member("loginsCount").error("must not be negative")
        }
        past.userSourceType = try object.choice("userSourceType", of: UserSource.self) ?? .adminCreated
        past.userSourceId = try object.text("userSourceId", emptyIsNone: true)
        return past
    }
}
