internal import Contract
internal import JSON
internal import PoolEngine
internal import SQLite

/// Lists to whom a data policy is authorized, newest authorization first (data-permissions.md).
///
/// `query` is a part of the name.
extension ListDataPolicyTargets: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let policies = directory.dataPolicies
        var targets = try policies.targets.list(of: try policies.get(policyId))
        targets.reverse()
        if let targetType, !targetType.isEmpty { targets.removeAll { !targetType.contains($0.type) } }
        if let query, !query.isEmpty {
            let wanted = CaseFolding.folded(query)
            targets.removeAll { !CaseFolding.folded($0.name).contains(wanted) }
        }
        data.page(Paged(totalCount: targets.count, list: Array(listPage.entries(of: targets)))) {
            target, data in
            data.beginObject()
            data.member("targetIdentifier", target.id)
            data.member("targetType", target.type.rawValue)
            data.member("targetName", target.name)
            data.member("authorizationTime", target.authorizedAt.iso8601)
            data.endObject()
        }
    }
}
