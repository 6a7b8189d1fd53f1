internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds

/// The definitions of custom fields of a seed.
struct CustomFieldsSeed: SeedSection {
    private static let all = SQL(
        """
        SELECT key, targetType, name, dataType, label, description, isUnique FROM custom_fields ORDER BY key
        """)
    private static let options = SQL(
        "SELECT value, label FROM custom_field_options WHERE fieldKey = ?1 ORDER BY key")

    let name = "customFields"
    let isDefinition = true

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach { element in
            let field = try Self.field(element.value, element.place)
            // Options are distinguished by their values.
            try build?.at(element.place, renaming: ["name": "key", "value": "options"]) {
                try build?.transaction.users.customFields.define(field)
            }
        }
    }

    private static func field(_ value: Value, _ place: SeedPlace) throws(SeedError) -> CustomField {
        let object = try SeedObject(
            value, at: place,
            allowing: ["targetType", "key", "dataType", "label", "description", "isUnique", "options"])
        guard let target = try object.choice("targetType", of: CustomField.Target.self) else {
            throw place.error("targetType is missing")
        }
        guard let dataType = try object.choice("dataType", of: CustomField.DataType.self) else {
            throw place.error("dataType is missing")
        }
        var field = CustomField(target: target, name: try object.requiredText("key"), dataType: dataType)
        field.label = try object.text("label")
        field.description = try object.text("description")
        field.isUnique = try object.bool("isUnique") ?? false
        field.options = try object.list("options", read: option)
        if field.isUnique, target != .user {
            throw place.member("isUnique").error("is only known of fields of users")
        }
        return field
    }

    private static func option(_ value: Value, _ place: SeedPlace) throws(SeedError) -> CustomField.Option {
        let object = try SeedObject(value, at: place, allowing: ["value", "label"])
        return CustomField.Option(value: try object.requiredText("value"), label: try object.text("label"))
    }

    func write(to export: inout SeedExport) throws {
        let fields = try export.connection.all(Self.all) { row in
            (
                key: row.integer(0), texts: (1...5).map { row.optionalText($0) }, isUnique: row.bool(6)
            )
        }
        guard !fields.isEmpty else { return }
        export.writer.name("customFields")
        export.writer.beginArray()
        for field in fields {
            export.writer.beginObject()
            for (name, text) in zip(["targetType", "key", "dataType", "label", "description"], field.texts) {
                guard let text else { continue }
                export.writer.name(name)
                export.writer.string(text)
            }
            if field.isUnique { export.writer.member("isUnique", true) }
            try export.writeOptions(
                try export.connection.all(Self.options, field.key) { ($0.text(0), $0.optionalText(1)) })
            export.writer.endObject()
        }
        export.writer.endArray()
    }
}

extension SeedExport {
    /// Writes the options of a custom field; no member when there are none.
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
