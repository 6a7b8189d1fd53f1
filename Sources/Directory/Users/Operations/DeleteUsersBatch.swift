internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes users, all or none (users.md).
extension DeleteUsersBatch: Operation {
    func check(_ fields: inout FieldReader) {
        fields.check(userIds, type: options.userIdType, named: Self.userIds)
    }

    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.users.delete(try directory.users.find(userIds, type: options.userIdType))
        data.isSuccess()
    }
}
