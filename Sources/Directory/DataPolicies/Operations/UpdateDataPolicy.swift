internal import Contract
internal import JSON
internal import PoolEngine

/// Changes a data policy; without `statementList` its statements stay (data-permissions.md).
extension UpdateDataPolicy: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let policy = try directory.dataPolicies.update(
            policyId, name: policyName, description: description,
            statements: statementList?.map(\.statement))
        policy.write(to: &data)
    }
}
