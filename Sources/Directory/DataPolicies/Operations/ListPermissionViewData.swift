internal import Contract
internal import JSON
internal import PoolEngine

/// Lists what all users may do, a row for each user and data resource (data-permissions.md).
extension ListPermissionViewData: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var view = DataPermissionView(directory: directory)
        data.page(try view.list(keywords: keyword, page: listPage)) { row, data in
            row.write(to: &data)
        }
    }
}
