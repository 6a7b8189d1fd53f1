internal import Directory
internal import JSON

/// The fields by which create-department and update-department say what a department is to be.
struct DepartmentContent {
    static let description = Field.optionalText("description")
    /// 100 characters are refused; whether 64 pass is unknown (departments.md).
    static let code = Field.optionalText("code", length: 1...64)
    static let customData = Field.optionalObject("customData")
    /// Declared required, sent by no client and explained nowhere: it is read and means nothing (departments.md).
    static let metadata = Field.optionalObject("metadata")

    /// The posts of a department.
    ///
    /// No post is emulated, so naming one is refused.
    static let postIdList = optionalTexts("postIdList")

    /// The names in other languages, `DepartmentI18nDto`, as JSON text of just its fields.
    ///
    /// The sample of the reference leaves languages out that the schema requires; each may be missing.
    static let i18n = Field<String?>(
        "i18n", .object([names]), absent: .some(nil), placeholder: nil,
        convert: { source in
            guard case .json(let value) = source, let names = value["name"] else { return nil }
            return text(ofNames: names).map { .some($0) }
        })

    private static let languages: [StaticString] = ["zh-CN", "en-US", "zh-TW", "ja-JP"]
    private static let names = object(
        "name", languages.map { object($0.description, [Field.flag("enabled"), Field.text("value")]) })

    private static func object(_ name: String, _ fields: [any FieldDeclaration]) -> Field<String?> {
        Field(name, .object(fields), absent: .some(nil), placeholder: nil, convert: { _ in nil })
    }

    /// The object with the names by language written anew; nil when a part of it is not what it should be.
    private static func text(ofNames names: Value) -> String? {
        guard names.kind == .object,
            names.members.allSatisfy({ member in
                languages.contains { member.name.isString(equalTo: $0.description) }
            })
        else { return nil }
        var writer = Writer()
        writer.beginObject()
        writer.name("name")
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
        writer.endObject()
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    /// A list of non-empty strings that may be absent, without bounds.
    static func optionalTexts(_ name: String) -> Field<[String]?> {
        Field(name, .strings(count: 0...Int.max), absent: .some(nil), placeholder: nil) { source in
            guard let texts = source.texts, texts.allSatisfy({ !$0.isEmpty }) else { return nil }
            return .some(texts)
        }
    }

    /// Reads the fields that mean nothing here, or nothing yet.
    static func readOthers(from fields: inout FieldReader) {
        _ = fields.read(metadata)
        if fields.read(postIdList)?.isEmpty == false { fields.refuseNotEmulated(postIdList) }
    }
}
