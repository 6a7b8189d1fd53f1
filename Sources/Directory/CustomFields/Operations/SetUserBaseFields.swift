internal import Contract
internal import JSON
internal import PoolEngine

/// Changes the display properties of built-in fields of users (custom-fields.md).
extension SetUserBaseFields: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.customFields(
            try list.map { try directory.customFields.setBaseField($0.key, $0.shownChanges) })
    }
}
