internal import Contract
internal import JSON
internal import PoolEngine

/// Creates an access key, which can be used at once; the answer is an array (access-keys.md).
extension CreateAccessKey: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let key = try directory.accessKeys.create(
            type: type, userId: userId ?? "", tenantId: tenantId.flatMap { $0.isEmpty ? nil : $0 })
        data.array([key]) { AccessKeyDto($0).write(to: &$1) }
    }
}
