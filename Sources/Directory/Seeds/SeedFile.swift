internal import JSON
internal import PoolEngine

/// A seed file: the user pools a server starts with.
///
/// The format is fixed by `fixtures/seed.schema.json`. It is read strictly: a seed is written by the person who runs
/// the emulator, and a misspelt field that is passed over costs an afternoon.
///
/// What is read at first is who the pools are; what is in them is read when they are built (`SeedWalk`).
package enum SeedFile {
    /// What a seed may hold.
    ///
    /// The depth leaves room for trees of departments. The nodes are those of one object, without its lists of users,
    /// groups, departments and members.
    static let limits = Limits(depth: 512, nodes: 100_000_000, allowsNul: false)

    /// The members of a pool that are lists of any length.
    private static let sections = ["users", "groups", "organizations"]

    /// Reads a seed from a file.
    ///
    /// - Parameters:
    ///   - path: the file's path.
    ///   - directory: a data directory; when the file was applied to it whole and has not changed since, it is not read.
    ///   - progress: learns how far it is read, and applied.
    /// - Returns: the user pools in the order of the file.
    /// - Throws: `SeedError`.
    package static func read(
        _ path: String, appliedTo directory: String? = nil, progress: SeedProgress? = nil
    ) throws -> [SeedUserPool] {
        let source = try SeedSource(path: path, progress: progress)
        if let directory, let pools = AppliedSeeds(in: directory).pools(of: source) { return pools }
        return try pools(of: source)
    }

    /// Reads a seed from its text.
    ///
    /// - Parameters:
    ///   - text: the JSON document.
    ///   - name: what to call it in errors.
    /// - Returns: the user pools in the order of the text.
    /// - Throws: `SeedError`.
    package static func parse(_ text: [UInt8], named name: String) throws -> [SeedUserPool] {
        try pools(of: SeedSource(text, named: name))
    }

    /// Checks that a text is JSON, and reads who the pools in it are.
    ///
    /// - Throws: `SeedError`.
    static func pools(of source: SeedSource) throws -> [SeedUserPool] {
        let ends = try source.check()
        let cursor = SeedCursor(source, ends: ends)
        let (value, lists) = try cursor.value(withoutElementsOf: ["userPools"])
        let top = try SeedObject(
            value, at: SeedPlace(file: source.name, path: ""), allowing: ["$schema", "userPools"])
        var pools: [SeedUserPool] = []
        if let list = lists["userPools"] {
            try cursor.forEachElement(of: list) { number in
                let place = top.place.member("userPools").element(number)
                pools.append(try userPool(cursor, place, in: source, ends: ends))
            }
        }
        try top.requireList("userPools")
        guard !pools.isEmpty else { throw top.place.error("userPools is missing or empty") }
        return pools
    }

    private static func userPool(
        _ cursor: SeedCursor, _ place: SeedPlace, in source: SeedSource, ends: [Int: Int]
    ) throws -> SeedUserPool {
        let (value, lists) = try cursor.value(withoutElementsOf: sections)
        let object = try SeedObject(
            value, at: place, allowing: ["id", "name", "createdAt", "accessKeys", "customFields"] + sections)
        for section in sections { try object.requireList(section) }
        return SeedUserPool(
            place: place, id: try object.requiredId("id"), name: try object.requiredText("name"),
            createdAt: try object.moment("createdAt"),
            accessKeys: try object.list("accessKeys", read: accessKey),
            customFields: try object.list("customFields", read: customField),
            contents: SeedContents(source: source, ends: ends, lists: lists))
    }

    private static func accessKey(
        _ value: Value, _ place: SeedPlace
    ) throws(SeedError) -> (place: SeedPlace, key: AccessKey) {
        let object = try SeedObject(value, at: place, allowing: ["id", "secret"])
        return (place, AccessKey(id: try object.requiredId("id"), secret: try object.requiredText("secret")))
    }

    private static let ownUserFields =
        [
            "userId", "status", "gender", "emailVerified", "phoneVerified", "mainDepartmentId", "customData",
            "tenantIds", "identities", "syncRelations",
        ] + credentialFields + pastFields
    /// The attributes stand last, in their order: they are many, and most users have few.
    private static let userFields = ownUserFields + UserAttribute.allCases.map(\.rawValue)

    /// Reads a user.
    static func user(_ value: Value, _ place: SeedPlace) throws(SeedError) -> NewUser {
        let object = try SeedObject(value, at: place, allowing: userFields)
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
        user.syncRelations = try object.list("syncRelations", read: syncRelation)
        try readCredentials(of: object, into: &user)
        user.past = try past(of: object)
        for attribute in UserAttribute.allCases where object.has(at: ownUserFields.count + attribute.index) {
            user.attributes[attribute] = try object.text(
                attribute.rawValue, emptyIsNone: UserAttribute.unique.contains(attribute))
        }
        let named =
            user.userId ?? user.attributes[.username] ?? user.attributes[.email] ?? user.attributes[.phone]
        guard named != nil else { throw place.error("needs one of userId, username, email, phone") }
        if let email = user.attributes[.email], !EmailAddress.isWellFormed(email) {
            throw place.member("email").error("is not an e-mail address")
        }
        if let phone = user.attributes[.phone], !PhoneNumber.isWellFormed(phone) {
            throw place.member("phone").error("is not a phone number")
        }
        return user
    }
}
