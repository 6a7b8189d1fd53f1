internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the built-in fields of users in pages; no other target has any (custom-fields.md).
extension ListUserBaseFields: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let fields = targetType == .user ? try directory.customFields.baseFields() : []
        data.customFields(query.matches(among: fields), page: listPage)
    }
}
