internal import Contract
internal import JSON
internal import PoolEngine

/// Ends a user's relation with an outside directory (users.md).
extension DeleteUserSyncRelations: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.users.deleteSyncRelation(of: try findUser(in: directory), with: provider)
        data.isSuccess()
    }
}
