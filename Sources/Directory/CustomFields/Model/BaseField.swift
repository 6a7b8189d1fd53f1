internal import SQLite

/// The built-in fields of users that an administrator can set.
///
/// The service's own list is not recorded (docs/fidelity.md).
enum BaseField {
    private static let texts = [
        "username", "email", "phone", "externalId", "name", "nickname", "photo", "gender", "birthdate",
        "country", "province", "city", "address", "streetAddress", "postalCode", "company", "givenName",
        "familyName", "middleName", "profile", "preferredUsername", "website", "zoneinfo", "locale",
        "formatted", "region", "identityNumber",
    ]
    private static let unique = ["username", "email", "phone", "externalId"]

    /// The fields with their initial definitions.
    static let all = texts.map { name in
        var field = CustomField(target: .user, name: name, dataType: .string)
        field.isUnique = unique.contains(name)
        if name == "birthdate" { field.dataType = .dateTime }
        if name == "gender" {
            field.dataType = .choice
            field.options = Gender.allCases.map { CustomField.Option(value: $0.rawValue, label: nil) }
        }
        return field
    }

    /// The field with a name.
    static func named(_ name: String) -> CustomField? {
        all.first { ExactText.same($0.name, name) }
    }
}

extension CustomFields {
    /// The built-in fields of users, with their changes.
    ///
    /// - Throws: `SQLiteError`.
    func baseFields() throws -> [CustomField] {
        let changed = try list(of: .user, isBuiltIn: true)
        return BaseField.all.map { base in changed.first { ExactText.same($0.name, base.name) } ?? base }
    }
}
