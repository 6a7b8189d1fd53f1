internal import Contract
internal import JSON
internal import PoolEngine

/// Revokes a data policy; what is not authorized is ignored (data-permissions.md).
extension RevokeDataPolicy: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.dataPolicies.targets.revoke(policyId, from: targetType, targetIdentifier)
    }
}
