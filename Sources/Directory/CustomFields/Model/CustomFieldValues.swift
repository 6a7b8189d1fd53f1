internal import JSON
internal import PoolEngine
internal import SQLite

/// The value of a custom field that a call sets.
struct CustomFieldValue: Sendable {
    /// The key of the field.
    let name: String
    /// The JSON value; nil removes the value that the field has.
    let value: Value?
}

extension CustomFields {
    /// The values as an object of custom data.
    ///
    /// SDKs can only send strings, so a string with a number or Boolean is converted if the field has that type.
    ///
    /// - Throws: `SQLiteError`.
    func customData(of values: [CustomFieldValue], for target: CustomField.Target) throws -> String {
        let fields = try list(of: target)
        var writer = Writer()
        writer.beginObject()
        for each in values {
            writer.name(each.name)
            guard let value = each.value else {
                writer.null()
                continue
            }
            let type = fields.first { ExactText.same($0.name, each.name) }?.dataType
            if let text = Self.plain(value, type) { writer.raw(text) } else { writer.raw(value) }
        }
        writer.endObject()
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    /// The number or Boolean in a string; nil to keep the value as it is.
    private static func plain(_ value: Value, _ type: CustomField.DataType?) -> [UInt8]? {
        guard type == .number || type == .boolean, let text = value.string,
            let document = try? Document(parsing: Array(text.utf8), limits: Limits(depth: 1, nodes: 1))
        else { return nil }
        let kind = document.root.kind
        guard type == .number ? kind == .number : kind == .bool else { return nil }
        return Array(document.root.text)
    }

    /// Sets values of a user, group, department or role; other values are unchanged.
    ///
    /// - Parameters:
    ///   - values: the values.
    ///   - target: the kind of the entity.
    ///   - entity: the entity.
    /// - Throws: the error of the target's domain if it has no such entity; `CustomFieldError`, `SQLiteError`.
    func set(
        _ values: [CustomFieldValue], of target: CustomField.Target, _ entity: CustomDataTarget
    ) throws {
        try Self.owner(of: target).add(directory, try customData(of: values, for: target), entity)
    }

    /// The custom data of a user, group, department or role.
    ///
    /// - Returns: JSON text of an object; nil if there are no values.
    /// - Throws: the error of the target's domain if it has no such entity; `SQLiteError`.
    func customData(of target: CustomField.Target, _ entity: CustomDataTarget) throws -> String? {
        try Self.owner(of: target).customData(directory, entity)
    }

    /// The domain of a target, by its descriptor.
    static func owner(of target: CustomField.Target) -> CustomDataOwner {
        guard let owner = Domain.all.lazy.compactMap(\.customData).first(where: { $0.target == target })
        else {
            preconditionFailure("no domain has custom data of \(target)")
        }
        return owner
    }
}
