internal import Contract
internal import JSON
internal import PoolEngine

/// Whether a name of a data policy is free (data-permissions.md).
///
/// One that is in use is a failure of the service behind the gateway, with `data` (recorded).
extension CheckDataPolicyExists: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        guard try !directory.dataPolicies.hasName(policyName) else {
            var refused = Writer()
            refused.isValid(message: DataPolicies.takenName)
            throw APIError.ofEndpoint(DataPolicies.takenName).answering(refused.finish())
        }
        data.isValid(message: nil)
    }
}
