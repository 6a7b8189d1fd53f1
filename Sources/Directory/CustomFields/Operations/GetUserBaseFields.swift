internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the built-in fields of users (custom-fields.md).
extension GetUserBaseFields: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.customFields(try directory.customFields.baseFields())
    }
}
