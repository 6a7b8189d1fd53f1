internal import Glibc
internal import JSON

/// A seed file: the user pools a server starts with.
///
/// The format is fixed by `fixtures/seed.schema.json`. It is read strictly: a seed is written by the person who runs
/// the emulator, and a misspelt field that is passed over costs an afternoon.
package enum SeedFile {
    /// What a seed may hold.
    ///
    /// The depth leaves room for trees of departments.
    static let limits = Limits(depth: 512, nodes: 100_000_000)

    /// Reads a seed from a file.
    ///
    /// - Parameter path: the file's path.
    /// - Returns: the user pools in the order of the file.
    /// - Throws: `SeedError`.
    package static func read(_ path: String) throws(SeedError) -> [SeedUserPool] {
        try parse(try contents(of: path), named: path)
    }

    /// Reads a seed from its text.
    ///
    /// - Parameters:
    ///   - text: the JSON document.
    ///   - name: what to call it in errors.
    /// - Returns: the user pools in the order of the text.
    /// - Throws: `SeedError`.
    package static func parse(_ text: [UInt8], named name: String) throws(SeedError) -> [SeedUserPool] {
        let document: Document
        do {
            document = try Document(parsing: text, limits: limits)
        } catch {
            throw .notJSON(file: name, reason: error.description(in: text))
        }
        let top = try SeedObject(
            document.root, at: SeedPlace(file: name, path: ""), allowing: ["$schema", "userPools"])
        let pools = try top.list("userPools", read: userPool)
        guard !pools.isEmpty else { throw top.place.error("userPools is missing or empty") }
        return pools
    }

    private static func contents(of path: String) throws(SeedError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(file: path, reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var information = stat()
        if fstat(descriptor, &information) == 0 {
            bytes.reserveCapacity(max(0, Int(information.st_size)) + 1)
        }
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                let code = errno
                if code == EINTR { continue }
                throw .unreadable(file: path, reason: String(cString: strerror(code)))
            }
            bytes.append(contentsOf: chunk[..<count])
        }
    }

    private static func userPool(_ value: Value, _ place: SeedPlace) throws(SeedError) -> SeedUserPool {
        let object = try SeedObject(
            value, at: place,
            allowing: ["id", "name", "accessKeys", "customFields", "users", "groups", "organizations"])
        return SeedUserPool(
            place: place, id: try object.requiredId("id"), name: try object.requiredText("name"),
            accessKeys: try object.list("accessKeys", read: accessKey),
            customFields: try object.list("customFields", read: customField),
            users: try object.list("users", read: user), groups: try object.list("groups", read: group),
            organizations: try object.list("organizations", read: organization))
    }

    private static func accessKey(
        _ value: Value, _ place: SeedPlace
    ) throws(SeedError) -> (place: SeedPlace, key: AccessKey) {
        let object = try SeedObject(value, at: place, allowing: ["id", "secret"])
        return (place, AccessKey(id: try object.requiredId("id"), secret: try object.requiredText("secret")))
    }

    private static let userFields =
        [
            "userId", "status", "gender", "emailVerified", "phoneVerified", "mainDepartmentId", "customData",
            "tenantIds", "identities", "syncRelations",
        ]
        + UserAttribute.allCases.map(\.rawValue)
    /// The fields by which a user is found must say something.
    private static let keyAttributes: Set<UserAttribute> = [
        .username, .email, .phone, .externalId,
    ]

    private static func user(
        _ value: Value, _ place: SeedPlace
    ) throws(SeedError) -> (place: SeedPlace, user: NewUser) {
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
        for attribute in UserAttribute.allCases {
            user.attributes[attribute] = try object.text(
                attribute.rawValue, nonEmpty: keyAttributes.contains(attribute))
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
        return (place, user)
    }

    private static func group(_ value: Value, _ place: SeedPlace) throws(SeedError) -> SeedGroup {
        let object = try SeedObject(
            value, at: place,
            allowing: ["id", "code", "name", "description", "type", "customData", "members"])
        var group = NewGroup(code: try object.requiredId("code"), name: try object.requiredText("name"))
        group.id = try object.id("id")
        group.description = try object.text("description") ?? ""
        group.type = try object.text("type", nonEmpty: true) ?? "static"
        group.customData = try object.objectText("customData")
        return SeedGroup(place: place, group: group, members: try object.userNames("members"))
    }

    private static func organization(_ value: Value, _ place: SeedPlace) throws(SeedError) -> SeedOrganization
    {
        let object = try SeedObject(
            value, at: place,
            allowing: [
                "organizationCode", "organizationName", "description", "departmentId", "openDepartmentId",
                "tenantId", "status", "i18n", "leaderUserIds", "customData", "members", "departments",
            ])
        var organization = NewOrganization(
            organizationCode: try object.requiredId("organizationCode", mayBeEmpty: true),
            organizationName: try object.requiredText("organizationName"))
        organization.tenantId = try object.text("tenantId", nonEmpty: true) ?? ""
        organization.departmentId = try object.id("departmentId")
        organization.description = try object.text("description")
        organization.openDepartmentId = try object.text("openDepartmentId", nonEmpty: true)
        organization.status = try object.bool("status") ?? true
        organization.i18n = try object.translatedNames("organizationName")
        organization.customData = try object.objectText("customData")
        return SeedOrganization(
            place: place, organization: organization, leaders: try object.userNames("leaderUserIds"),
            members: try object.userNames("members"),
            departments: try object.list("departments", read: department))
    }

    private static func department(_ value: Value, _ place: SeedPlace) throws(SeedError) -> SeedDepartment {
        let object = try SeedObject(
            value, at: place,
            allowing: [
                "departmentId", "name", "description", "code", "openDepartmentId", "customId",
                "syncRelations",
                "isVirtualNode", "status", "i18n", "leaderUserIds", "customData", "members", "children",
            ])
        var department = NewDepartment(name: try object.requiredText("name"))
        department.departmentId = try object.id("departmentId")
        department.code = try object.id("code")
        department.openDepartmentId = try object.text("openDepartmentId", nonEmpty: true)
        department.i18n = try object.translatedNames("name")
        department.customId = try object.id("customId")
        department.description = try object.text("description")
        department.isVirtualNode = try object.bool("isVirtualNode") ?? false
        department.status = try object.bool("status") ?? true
        department.customData = try object.objectText("customData")
        return SeedDepartment(
            place: place, department: department,
            syncRelations: try object.list("syncRelations", read: syncRelation),
            leaders: try object.userNames("leaderUserIds"), members: try object.userNames("members"),
            children: try object.list("children", read: Self.department))
    }
}
