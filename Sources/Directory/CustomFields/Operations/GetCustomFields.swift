internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the definitions of a target (custom-fields.md).
extension GetCustomFields: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.customFields(try directory.customFields.list(of: targetType))
    }
}
