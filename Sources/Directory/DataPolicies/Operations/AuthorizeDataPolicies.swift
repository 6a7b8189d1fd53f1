internal import Contract
internal import JSON
internal import PoolEngine

/// Authorizes data policies to users, departments, groups and roles, all or none (data-permissions.md).
///
/// The name of a target is found by its id; the one in the request is ignored.
extension AuthorizeDataPolicies: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.dataPolicies.targets.authorize(policyIds, to: targetList.map { ($0.type, $0.id) })
    }
}
