internal import Contract
internal import JSON
internal import PoolEngine

/// Lists a user's counterparts in outside directories (users.md).
extension GetUserSyncRelations: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let user = try findUser(in: directory)
        data.array(try directory.users.syncRelations(of: user)) {
            UserSyncRelationDto(relation: $0).write(to: &$1)
        }
    }
}
