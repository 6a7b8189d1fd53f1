internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes an access key; applies to the next request (access-keys.md).
extension DeleteAccessKey: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.accessKeys.delete(accessKeyId)
    }
}
