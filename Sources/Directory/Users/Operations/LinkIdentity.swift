internal import Contract
internal import JSON
internal import PoolEngine

/// Links an identity of an outside source to a user (users.md).
extension LinkIdentity: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.users.identities.link(userIdInIdp, of: extIdpId, type: type, to: userId)
        data.isSuccess()
    }
}
