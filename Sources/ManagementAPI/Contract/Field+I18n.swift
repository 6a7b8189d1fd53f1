internal import Directory
internal import JSON

extension Field<String?> {
    /// The field `i18n`: an object with one member, which holds a name by language; each language may be missing.
    ///
    /// The value is the object written anew, with the described fields only.
    ///
    /// - Parameter member: `name` for departments, `organizationName` for organizations.
    /// - Returns: the field.
    static func i18n(_ member: StaticString) -> Field {
        let unit: [any FieldDeclaration] = [Field<Bool>.flag("enabled"), Field<String>.text("value")]
        let names = object(
            member.description, TranslatedNames.languages.map { object($0.description, unit) })
        return Field("i18n", .object([names]), absent: .some(nil), placeholder: nil) { source in
            guard case .json(let value) = source else { return nil }
            return TranslatedNames.text(of: value, member: member).map { .some($0) }
        }
    }

    private static func object(_ name: String, _ fields: [any FieldDeclaration]) -> Field {
        Field(name, .object(fields), absent: .some(nil), placeholder: nil) { _ in nil }
    }
}
