// If a pool defines no field of a target, it accepts any: most tests define none, and the service's reply to an
// undefined field is unknown. With one definition, all fields of its target are checked.

internal import JSON
internal import PoolEngine
internal import SQLite

/// The custom fields a pool defines.
struct CustomFields: DomainStore {
    let directory: PoolTransaction

    private static let ofTarget = SQL(
        """
        SELECT key, name, dataType, isUnique FROM custom_fields
        WHERE targetType = ?1 AND isBuiltIn = 0 ORDER BY key
        """)
    private static let hasOption = SQL(
        "SELECT 1 FROM custom_field_options WHERE fieldKey = ?1 AND value = ?2")
    private static let isTaken = SQL(
        """
        SELECT 1 FROM user_custom_values WHERE name = ?1 AND value = json_extract(?2, '$') AND userKey IS NOT ?3
        """)

    private typealias Definition = (key: Int64, dataType: CustomField.DataType, isUnique: Bool)

    /// Whether a name may be used: it is defined, or no field of the target is.
    ///
    /// - Throws: `SQLiteError`.
    func isPossible(_ name: String, of target: CustomField.Target) throws -> Bool {
        let definitions = try definitions(of: target)
        return definitions.isEmpty || definitions[ExactText(name)] != nil
    }

    /// Refuses custom fields that contradict the definitions of the pool.
    ///
    /// - Parameters:
    ///   - customData: the fields as JSON text of an object; nil for none. `null` is no value and always accepted.
    ///   - target: whose fields they are.
    ///   - own: the key of the user who has the values.
    /// - Throws: `CustomFieldError.valueRefused`, `CustomFieldError.valueTaken`, `SQLiteError`.
    func check(_ customData: String?, of target: CustomField.Target, own: Int64? = nil) throws {
        guard let customData else { return }
        let definitions = try definitions(of: target)
        guard !definitions.isEmpty else { return }
        let document = try CustomData.document(of: customData)
        for member in document.root.members where !member.value.isNull {
            let name = member.name.string ?? ""
            guard let field = definitions[ExactText(name)] else {
                throw CustomFieldError.valueRefused(name: name, reason: "is not defined in customFields")
            }
            guard try takes(member.value, field) else {
                let type = field.dataType.rawValue
                throw CustomFieldError.valueRefused(name: name, reason: "is no value of the type \(type)")
            }
            let text = String(decoding: member.value.text, as: UTF8.self)
            if field.isUnique, try connection.first(Self.isTaken, name, text, own, read: { _ in true }) != nil
            {
                throw CustomFieldError.valueTaken(name: name)
            }
        }
    }

    private func takes(_ value: Value, _ field: Definition) throws -> Bool {
        switch field.dataType {
        case .string: value.kind == .string
        case .number: value.kind == .number
        case .dateTime: value.kind == .string || value.kind == .number
        case .boolean: value.kind == .bool
        case .object: true
        case .choice:
            try value.string.map {
                try connection.first(Self.hasOption, field.key, $0) { _ in true } ?? false
            } ?? false
        }
    }

    private func definitions(of target: CustomField.Target) throws -> [ExactText: Definition] {
        let rows = try connection.all(Self.ofTarget, target.rawValue) { (row) throws(SQLiteError) in
            let type: CustomField.DataType = try row.choice(2, of: "custom_fields.dataType")
            return (ExactText(row.text(1)), (key: row.integer(0), dataType: type, isUnique: row.bool(3)))
        }
        return Dictionary(rows) { first, _ in first }
    }
}

extension PoolTransaction {
    /// The custom fields that the pool defines.
    var customFields: CustomFields { CustomFields(directory: self) }
}

extension DomainStore {
    /// The custom fields that the pool defines.
    var customFields: CustomFields { CustomFields(directory: directory) }
}
