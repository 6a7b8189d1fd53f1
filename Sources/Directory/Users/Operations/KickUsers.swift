internal import Contract
internal import JSON
internal import PoolEngine

/// Ends a user's sessions in applications (users.md).
///
/// No login is emulated, so there is no session to end.
extension KickUsers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        _ = try findUser(in: directory)
        data.isSuccess()
    }
}
