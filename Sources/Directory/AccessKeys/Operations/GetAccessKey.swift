internal import Contract
internal import JSON
internal import PoolEngine

/// Finds an access key by its id and its user; the answer is an array (access-keys.md).
extension GetAccessKey: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let key = try directory.accessKeys.get(accessKeyId, of: userId)
        data.array([key]) { AccessKeyDto($0).write(to: &$1) }
    }
}
