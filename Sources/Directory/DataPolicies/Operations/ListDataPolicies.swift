internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the data policies of the pool with their data resources and targets (data-permissions.md).
extension ListDataPolicies: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let policies = directory.dataPolicies
        try data.page(try policies.list(keywords: query, page: listPage)) { policy, data in
            try policy.writeListed(
                to: &data, resources: try policies.resources(of: policy),
                targets: try policies.targets.list(of: policy))
        }
    }
}
