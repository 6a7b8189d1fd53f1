internal import Contract
internal import JSON
internal import PoolEngine

/// Creates a data policy (data-permissions.md).
extension CreateDataPolicy: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let policy = try directory.dataPolicies.add(
            policyName, description: description, statements: statementList.map(\.statement))
        policy.write(to: &data)
    }
}
