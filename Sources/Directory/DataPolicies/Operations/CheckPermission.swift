internal import Contract
internal import JSON
internal import PoolEngine

/// Whether a user may do something with data resources (data-permissions.md).
///
/// No policy has conditions, so `judgeConditionEnabled` and `authEnvParams` have no effect.
extension CheckPermission: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let decisions = directory.dataPolicies.decisions
        let answers = try decisions.check(
            try decisions.userKey(userId, type: .userId), may: action, resources, in: namespaceCode)
        data.checkResults(answers, resources, action, in: namespaceCode)
    }
}
