internal import Contract
internal import JSON
internal import PoolEngine

/// Sets values of a user, group, department or role; a value that is null is removed (custom-fields.md).
extension SetCustomData: Operation {
    /// The longest value, in characters (users.md).
    private static let longestValue = 1_024

    func check(_ fields: inout FieldReader) {
        let isTooLong = list.contains { each in
            guard let value = each.value else { return false }
            return (value.string?.unicodeScalars.count ?? value.text.count) > Self.longestValue
        }
        if isTooLong { fields.refuse([Self.list]) }
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let values = list.map { CustomFieldValue(name: $0.key, value: $0.value) }
        do {
            try directory.customFields.set(
                values, of: targetType, CustomDataTarget(id: targetIdentifier, namespace: namespace))
        } catch CustomFieldError.valueRefused(let name, let reason) {
            throw CustomFieldError.definitionRefused(name: name, reason: reason)
        }
        data.isSuccess()
    }
}
