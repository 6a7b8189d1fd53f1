internal import Contract
internal import JSON
internal import PoolEngine

/// Resigns a user (users.md).
extension ResignUser: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.users.resign([try findUser(in: directory)])
        data.isSuccess()
    }
}
