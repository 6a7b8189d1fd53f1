internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes definitions with the values of the fields; unknown ones are ignored (custom-fields.md).
extension DeleteCustomFields: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        for field in list { try directory.customFields.delete(field.key, of: field.targetType) }
        data.isSuccess()
    }
}
