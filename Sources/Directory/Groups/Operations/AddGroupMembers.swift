internal import Contract
internal import JSON
internal import PoolEngine

/// Adds users to a group (groups.md).
extension AddGroupMembers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.groups.members.add(userIds, to: code)
        data.isSuccess()
    }
}
