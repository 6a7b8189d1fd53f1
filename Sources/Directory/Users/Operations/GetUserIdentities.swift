internal import Contract
internal import JSON
internal import PoolEngine

/// Lists a user's identities with outside providers (users.md).
extension GetUserIdentities: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let user = try findUser(in: directory)
        data.array(try directory.users.identities.list(of: user)) { IdentityDto(identity: $0).write(to: &$1) }
    }
}
