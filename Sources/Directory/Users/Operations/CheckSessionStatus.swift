internal import Contract
internal import JSON
internal import PoolEngine

/// Returns whether a user is logged in to an application (users.md).
///
/// No login is emulated, so the answer is always no.
extension CheckSessionStatus: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        _ = try directory.users.find(userId)
        data.beginObject()
        data.member("active", false)
        data.endObject()
    }
}
