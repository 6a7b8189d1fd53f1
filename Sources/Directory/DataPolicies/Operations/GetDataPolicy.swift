internal import Contract
internal import JSON
internal import PoolEngine

/// Finds a data policy by its id (data-permissions.md).
extension GetDataPolicy: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let policy = try directory.dataPolicies.get(policyId)
        policy.write(
            to: &data, statements: try directory.dataPolicies.statementStore.list(of: policy.key))
    }
}
