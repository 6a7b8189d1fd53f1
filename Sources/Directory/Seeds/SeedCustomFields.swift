internal import JSON
internal import SQLite

/// The definitions of custom fields in seeds: read, made, and written back.
extension SeedFile {
    /// Reads the definition of a custom field.
    static func customField(
        _ value: Value, _ place: SeedPlace
    ) throws(SeedError) -> (place: SeedPlace, field: CustomField) {
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
        return (place, field)
    }

    private static func option(_ value: Value, _ place: SeedPlace) throws(SeedError) -> CustomField.Option {
        let object = try SeedObject(value, at: place, allowing: ["value", "label"])
        return CustomField.Option(value: try object.requiredText("value"), label: try object.text("label"))
    }
}

extension PoolBuilder {
    /// Defines custom fields.
    ///
    /// - Throws: `SeedError.invalid` at the one that stands there twice, `SQLiteError`.
    func define(_ fields: [(place: SeedPlace, field: CustomField)]) throws {
        for (place, field) in fields {
            // An option is told by its value in the list of the field.
            try at(place, renaming: ["name": "key", "value": "options"]) {
                try directory.users.customFields.define(field)
            }
        }
    }
}

extension SeedExport {
    private static let customFields = SQL(
        """
        SELECT key, targetType, name, dataType, label, description, isUnique FROM custom_fields ORDER BY key
        """)
    private static let customFieldOptions = SQL(
        "SELECT value, label FROM custom_field_options WHERE fieldKey = ?1 ORDER BY key")

    /// Writes the definitions of the custom fields; nothing when there are none.
    ///
    /// - Throws: `SQLiteError`.
    mutating func writeCustomFields() throws {
        let fields = try connection.all(Self.customFields) { row in
            (
                key: row.integer(0), texts: (1...5).map { row.optionalText($0) }, isUnique: row.bool(6)
            )
        }
        guard !fields.isEmpty else { return }
        writer.name("customFields")
        writer.beginArray()
        for field in fields {
            writer.beginObject()
            for (name, text) in zip(["targetType", "key", "dataType", "label", "description"], field.texts) {
                guard let text else { continue }
                writer.name(name)
                writer.string(text)
            }
            if field.isUnique { writer.member("isUnique", true) }
            try writeOptions(of: field.key)
            writer.endObject()
        }
        writer.endArray()
    }

    private mutating func writeOptions(of key: Int64) throws {
        let options = try connection.all(Self.customFieldOptions, key) { ($0.text(0), $0.optionalText(1)) }
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
