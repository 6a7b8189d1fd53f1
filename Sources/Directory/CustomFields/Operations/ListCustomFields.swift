internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the definitions of a target in pages (custom-fields.md).
extension ListCustomFields: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let fields = try directory.customFields.list(of: targetType)
        data.customFields(query.matches(among: fields), page: listPage)
    }
}
