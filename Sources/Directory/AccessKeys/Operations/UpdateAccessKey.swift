internal import Contract
internal import JSON
internal import PoolEngine

/// Enables or disables an access key; applies to the next request (access-keys.md).
extension UpdateAccessKey: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.accessKeys.setEnabled(accessKeyId, to: enable)
        data.isSuccess()
    }
}
