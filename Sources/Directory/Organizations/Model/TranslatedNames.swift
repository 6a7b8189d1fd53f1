public import JSON

/// The names of an organization or a department in other languages (`OrganizationNameI18nDto`, `DepartmentI18nDto`): an
/// object with one member, which contains a name for each language.
public enum TranslatedNames {
    /// The languages of a name besides the plain one (`LangObject`).
    public static let languages: [StaticString] = ["zh-CN", "en-US", "zh-TW", "ja-JP"]

    /// The names as normalized JSON text, in the order of the languages; each may be missing.
    ///
    /// The text is the value of the member, since an organization and its root department share it but show it in
    /// different members.
    ///
    /// - Parameters:
    ///   - value: the object received.
    ///   - member: `name` for departments, `organizationName` for organizations.
    /// - Returns: the names by language, JSON text of an object; nil if a part of it is invalid.
    public static func text(of value: Value, member: StaticString) -> String? {
        guard let names = value[member.description], names.kind == .object,
            names.members.allSatisfy({ name in
                languages.contains { name.name.isString(equalTo: $0.description) }
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
