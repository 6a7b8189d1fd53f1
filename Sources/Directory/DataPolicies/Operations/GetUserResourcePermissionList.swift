internal import Contract
internal import JSON
internal import PoolEngine

/// What a user may do with each of some data resources (data-permissions.md).
extension GetUserResourcePermissionList: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let decisions = directory.dataPolicies.decisions
        let actions = try decisions.actions(
            of: try decisions.userKey(userId, type: .userId), on: resources, in: namespaceCode)
        data.beginObject()
        data.name("permissionList")
        data.array(Array(zip(resources, actions))) { row, data in
            data.beginObject()
            data.member("namespaceCode", namespaceCode)
            data.name("actions")
            data.array(row.1) { $1.string($0) }
            data.member("resource", row.0)
            data.endObject()
        }
        data.endObject()
    }
}
