internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes a data policy with its authorizations (data-permissions.md).
extension DeleteDataPolicy: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.dataPolicies.delete(policyId)
    }
}
