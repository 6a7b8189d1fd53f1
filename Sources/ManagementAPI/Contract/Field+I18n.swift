internal import JSON

extension Field<String?> {
    /// The languages a name may have beside the plain one (`LangObject`).
    private static let languages: [StaticString] = ["zh-CN", "en-US", "zh-TW", "ja-JP"]

    /// The field `i18n`: an object with one member, which holds a name by language; each language may be missing.
    ///
    /// The value is what the member holds, written anew, with the described fields only: an organization and its root
    /// department are one, and each shows the names under its own member.
    ///
    /// - Parameter member: `name` for departments, `organizationName` for organizations.
    /// - Returns: the field.
    static func i18n(_ member: StaticString) -> Field {
        let isEnabled = Field<String?>("enabled", .boolean, absent: nil, placeholder: nil) { _ in nil }
        let unit: [any FieldDeclaration] = [isEnabled, Field<String>.text("value", length: 0...Int.max)]
        let names = Field(
            member.description, .object(languages.map { object($0.description, unit) }), absent: nil,
            placeholder: nil
        ) { _ in nil }
        return Field("i18n", .object([names]), absent: .some(nil), placeholder: nil) { source in
            guard case .json(let value) = source, let names = value[member.description] else { return nil }
            return text(of: names).map { .some($0) }
        }
    }

    private static func object(_ name: String, _ fields: [any FieldDeclaration]) -> Field {
        Field(name, .object(fields), absent: .some(nil), placeholder: nil) { _ in nil }
    }

    /// The names by language; nil when a part of it is not what it should be.
    private static func text(of names: Value) -> String? {
        guard names.kind == .object,
            names.members.allSatisfy({ member in
                languages.contains { member.name.isString(equalTo: $0.description) }
            })
        else { return nil }
        var writer = Writer()
        writer.beginObject()
        for language in languages {
            guard let unit = names[language.description] else { continue }
            guard let enabled = unit["enabled"]?.bool, let value = unit["value"]?.string else { return nil }
            writer.name(language)
            writer.beginObject()
            writer.member("enabled", enabled)
            writer.member("value", value)
            writer.endObject()
        }
        writer.endObject()
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
