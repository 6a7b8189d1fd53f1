internal import JSON

/// The parts of a seed that tie users and departments to the outside.
extension SeedFile {
    /// Reads an identity of a user.
    static func identity(_ value: Value, _ place: SeedPlace) throws(SeedError) -> NewIdentity {
        let object = try SeedObject(
            value, at: place,
            allowing: [
                "identityId", "extIdpId", "provider", "type", "userIdInIdp", "userInfoInIdp", "accessToken",
                "refreshToken", "originConnIds",
            ])
        guard let provider = try object.choice("provider", of: IdentityProvider.self) else {
            throw place.error("provider is missing")
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

    /// Reads a relation of a user or a department.
    static func syncRelation(_ value: Value, _ place: SeedPlace) throws(SeedError) -> SyncRelation {
        let object = try SeedObject(value, at: place, allowing: ["provider", "userIdInIdp", "userInfoInIdp"])
        return SyncRelation(
            provider: try object.requiredSource("provider"),
            userIdInIdp: try object.requiredText("userIdInIdp"),
            userInfoInIdp: try object.objectText("userInfoInIdp") ?? "{}")
    }
}

extension SeedObject {
    /// What stands before the colon of an id that names its source, so that it can have none itself.
    fileprivate func requiredSource(_ name: String) throws(SeedError) -> String {
        let text = try requiredText(name)
        guard !text.utf8.contains(UInt8(ascii: ":")) else {
            throw place.member(name).error("must have no \":\", which stands behind it in ids")
        }
        return text
    }

    /// Non-empty texts; nothing when the list is absent.
    func texts(_ name: String) throws(SeedError) -> [String] {
        try list(name) { (value, place) throws(SeedError) in
            guard let text = value.string, !text.isEmpty else {
                throw place.error("must be a string that is not empty")
            }
            return text
        }
    }

    /// The names in other languages, or nil when they are absent.
    ///
    /// - Parameter member: `name` for departments, `organizationName` for organizations.
    /// - Returns: the names by language, JSON text of an object.
    /// - Throws: `SeedError.invalid`.
    func translatedNames(_ member: StaticString) throws(SeedError) -> String? {
        guard let value = self["i18n"] else { return nil }
        let place = place.member("i18n")
        let object = try SeedObject(value, at: place, allowing: [member.description])
        guard let names = object[member.description] else { throw place.error("\(member) is missing") }
        let languages = TranslatedNames.languages.map(\.description)
        let inside = try SeedObject(names, at: place.member(member.description), allowing: languages)
        for language in languages {
            guard let unit = inside[language] else { continue }
            let fields = try SeedObject(
                unit, at: inside.place.member(language), allowing: ["enabled", "value"])
            guard try fields.bool("enabled") != nil else { throw fields.place.error("enabled is missing") }
            guard try fields.text("value") != nil else { throw fields.place.error("value is missing") }
        }
        return TranslatedNames.text(of: value, member: member)
    }
}
