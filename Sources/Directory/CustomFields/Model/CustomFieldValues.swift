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
    /// SDKs can send texts only, so the text of a number or a truth value is one where the field has that type.
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

    /// What the text of a number or a truth value contains; nil when the value is to be kept as it is.
    private static func plain(_ value: Value, _ type: CustomField.DataType?) -> [UInt8]? {
        guard type == .number || type == .boolean, let text = value.string,
            let document = try? Document(parsing: Array(text.utf8), limits: Limits(depth: 1, nodes: 1))
        else { return nil }
        let kind = document.root.kind
        guard type == .number ? kind == .number : kind == .bool else { return nil }
        return Array(document.root.text)
    }

    /// Sets values of a user, group or department; those that are not named stay as they are.
    ///
    /// - Parameters:
    ///   - values: the values.
    ///   - target: what `id` names.
    ///   - id: the user's id, the group's code or the department's id.
    /// - Throws: `UserError.notFound`, `GroupError.notFound`, `DepartmentError.notFound`, `CustomFieldError`,
    ///   `SQLiteError`.
    func set(_ values: [CustomFieldValue], of target: CustomField.Target, _ id: String) throws {
        let customData = try customData(of: values, for: target)
        switch target {
        case .user:
            var changes = UserChanges()
            changes.customData = customData
            _ = try users.update(try users.find(id), with: changes)
        case .group: try groups.addCustomData(customData, to: id)
        case .department: try departments.addCustomData(customData, to: id)
        case .role: throw CustomFieldError.roleNotFound
        }
    }

    /// The custom data of a user, group or department.
    ///
    /// - Returns: JSON text of an object; nil when there are no values.
    /// - Throws: `UserError.notFound`, `GroupError.notFound`, `DepartmentError.notFound`,
    ///   `CustomFieldError.roleNotFound`, `SQLiteError`.
    func customData(of target: CustomField.Target, _ id: String) throws -> String? {
        switch target {
        case .user: try users.find(id).customData
        case .group: try groups.get(id).customData
        case .department: try departments.get(departmentId: id, tenantId: nil).customData
        case .role: throw CustomFieldError.roleNotFound
        }
    }
}
