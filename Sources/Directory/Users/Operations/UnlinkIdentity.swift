internal import Contract
internal import JSON
internal import PoolEngine

/// Removes the identities a user has in an outside source (users.md).
extension UnlinkIdentity: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.users.identities.unlink(extIdpId, type: type, from: userId)
        data.isSuccess()
    }
}
