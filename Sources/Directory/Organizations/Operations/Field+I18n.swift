internal import Contract
internal import JSON
internal import PoolEngine

extension Field<String?> {
    /// The field `i18n`: an object with one member, which contains a name for each language; each language may be
    /// missing.
    ///
    /// The value is the normalized JSON text of the member, with the described fields only, since an organization and
    /// its root department share it but show it in different members.
    ///
    /// - Parameter member: `name` for departments, `organizationName` for organizations.
    /// - Returns: the field.
    static func i18n(_ member: StaticString) -> Field {
        let isEnabled = Field<String?>("enabled", .boolean, absent: nil, placeholder: nil) { _ in nil }
        let unit: [any FieldDeclaration] = [isEnabled, Field<String>.text("value", length: 0...Int.max)]
        let names = Field(
            member.description, .object(TranslatedNames.languages.map { object($0.description, unit) }),
            absent: nil,
            placeholder: nil
        ) { _ in nil }
        return Field("i18n", .object([names]), absent: .some(nil), placeholder: nil) { source in
            guard case .json(let value) = source else { return nil }
            return TranslatedNames.text(of: value, member: member).map { .some($0) }
        }
    }

    private static func object(_ name: String, _ fields: [any FieldDeclaration]) -> Field {
        Field(name, .object(fields), absent: .some(nil), placeholder: nil) { _ in nil }
    }
}
