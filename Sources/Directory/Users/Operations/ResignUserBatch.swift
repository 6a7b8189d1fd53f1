internal import Contract
internal import JSON
internal import PoolEngine

/// Resigns users, all or none (users.md).
extension ResignUserBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.users.resign(try directory.users.find(userIds, type: userIdType))
        data.isSuccess()
    }
}
