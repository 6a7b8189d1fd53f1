internal import Contract
internal import JSON
internal import PoolEngine

/// Removes a user's identity proof (users.md).
///
/// Proofs are not emulated, so no user has one.
extension ResetUserPrincipalAuthenticationInfo: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        _ = try findUser(in: directory)
        throw APIError(499, Message(chinese: "没有认证记录", english: "No authentication record"))
    }
}
