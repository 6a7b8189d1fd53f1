internal import Contract
internal import JSON
internal import PoolEngine

/// Removes users from a group (groups.md).
extension RemoveGroupMembers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.groups.members.remove(userIds, from: code)
        data.isSuccess()
    }
}
