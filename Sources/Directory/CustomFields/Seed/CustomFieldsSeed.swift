internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The definitions of custom fields of a seed.
struct CustomFieldsSeed: SeedSection {
    private static let all = SQL("SELECT \(CustomField.columns) FROM custom_fields ORDER BY key")
    private static let options = SQL(
        "SELECT value, label FROM custom_field_options WHERE fieldKey = ?1 ORDER BY key")

    let name = "customFields"
    let isDefinition = true

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach { element in
            let field = try Self.field(element.value, element.path)
            // Options are identified by their values.
            try build?.at(element.path, renaming: ["name": "key", "value": "options"]) {
                try build?.transaction.users.customFields.define(field)
            }
        }
    }

    private static func field(_ value: Value, _ path: SeedPath) throws(SeedError) -> CustomField {
        let object = try SeedObject(
            value, at: path,
            allowing: [
                "targetType", "key", "dataType", "label", "i18n", "description", "isUnique", "encrypted",
                "userEditable", "visibleInAdminConsole", "visibleInUserCenter", "desensitization",
                "validateRules", "appIds", "createdAt", "options",
            ])
        guard let target = try object.choice("targetType", of: CustomField.Target.self) else {
            throw path.error("targetType is missing")
        }
        guard let dataType = try object.choice("dataType", of: CustomField.DataType.self) else {
            throw path.error("dataType is missing")
        }
        var field = CustomField(target: target, name: try object.requiredText("key"), dataType: dataType)
        field.label = try object.text("label")
        field.description = try object.text("description")
        field.isUnique = try object.bool("isUnique") ?? false
        field.options = try object.list("options", read: option)
        field.i18n = try object.translatedNames("label")
        field.encrypted = try object.bool("encrypted") ?? false
        field.userEditable = try object.bool("userEditable") ?? false
        field.visibleInAdminConsole = try object.bool("visibleInAdminConsole") ?? true
        field.visibleInUserCenter = try object.bool("visibleInUserCenter") ?? true
        field.desensitization = try object.bool("desensitization") ?? false
        field.validateRules = object["validateRules"].map { String(decoding: $0.text, as: UTF8.self) }
        field.appIds = CustomField.list(try object.texts("appIds"))
        field.createdAt = try object.moment("createdAt")
        if field.isUnique, target != .user {
            throw path.member("isUnique").error("is supported only for fields of users")
        }
        return field
    }

    private static func option(_ value: Value, _ path: SeedPath) throws(SeedError) -> CustomField.Option {
        let object = try SeedObject(value, at: path, allowing: ["value", "label"])
        return CustomField.Option(value: try object.requiredText("value"), label: try object.text("label"))
    }

    func write(to export: inout SeedExport) throws {
        let fields = try export.connection.all(Self.all) { (row) throws(SQLiteError) in
            (key: row.integer(0), field: try CustomField(row))
        }
        guard !fields.isEmpty else { return }
        export.writer.name("customFields")
        export.writer.beginArray()
        for (key, field) in fields {
            export.writer.beginObject()
            export.writeMembers(of: field)
            try export.writeOptions(
                try export.connection.all(Self.options, key) { ($0.text(0), $0.optionalText(1)) })
            export.writer.endObject()
        }
        export.writer.endArray()
    }
}

extension SeedExport {
    /// Writes the members of a custom field, except its options; members with the default value are omitted.
    fileprivate mutating func writeMembers(of field: CustomField) {
        writer.member("targetType", field.target.rawValue)
        writer.member("key", field.name)
        writer.member("dataType", field.dataType.rawValue)
        if let label = field.label { writer.member("label", label) }
        if let i18n = field.i18n { writer.i18n(i18n, as: "label") }
        if let description = field.description { writer.member("description", description) }
        if field.isUnique { writer.member("isUnique", true) }
        if field.encrypted { writer.member("encrypted", true) }
        if field.userEditable { writer.member("userEditable", true) }
        if !field.visibleInAdminConsole { writer.member("visibleInAdminConsole", false) }
        if !field.visibleInUserCenter { writer.member("visibleInUserCenter", false) }
        if field.desensitization { writer.member("desensitization", true) }
        write(rawText: field.validateRules, as: "validateRules")
        write(rawText: field.appIds, as: "appIds")
        if let createdAt = field.createdAt { writer.member("createdAt", createdAt.iso8601) }
    }

    /// Writes the options of a custom field; an empty array writes no member.
    fileprivate mutating func writeOptions(_ options: [(value: String, label: String?)]) throws {
        guard !options.isEmpty else { return }
        writer.name("options")
        writer.beginArray()
        for (value, label) in options {
            writer.beginObject()
            writer.member("value", value)
            if let label { writer.member("label", label) }
            writer.endObject()
        }
        writer.endArray()
    }
}
