internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the access keys of the pool with their secrets, newest first (access-keys.md).
extension ListAccessKey: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var query = AccessKeyQuery()
        query.userId = userId
        query.tenantId = tenantId
        query.type = type
        query.status = status
        data.array(try directory.accessKeys.list(query)) { AccessKeyDto($0).write(to: &$1) }
    }
}
