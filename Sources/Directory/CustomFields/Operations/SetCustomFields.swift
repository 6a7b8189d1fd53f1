internal import Contract
internal import JSON
internal import PoolEngine

/// Defines custom fields, or changes their definitions (custom-fields.md).
extension SetCustomFields: Operation {
    func check(_ fields: inout FieldReader) {
        if list.contains(where: { $0.isUnique == true && $0.targetType != .user }) {
            fields.refuseNotEmulated(Self.list)
        }
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.customFields(
            try list.map { try directory.customFields.set($0.key, of: $0.targetType, $0.changes) })
    }
}

extension SetCustomFieldDto {
    /// The changes of the definition.
    fileprivate var changes: CustomFieldChanges {
        var changes = shownChanges
        changes.dataType = dataType?.dataType
        changes.isUnique = isUnique
        changes.encrypted = encrypted
        changes.desensitization = desensitization
        changes.validateRules = validateRules.map { String(decoding: $0.text, as: UTF8.self) }
        changes.appIds = CustomField.list(appIds)
        changes.options = options.map { CustomField.Option(value: $0.value, label: $0.label) }
        return changes
    }
}
