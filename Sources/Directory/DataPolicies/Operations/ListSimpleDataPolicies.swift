internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the data policies of the pool with their names only (data-permissions.md).
extension ListSimpleDataPolicies: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        data.page(try directory.dataPolicies.list(keywords: query, page: listPage)) { policy, data in
            data.beginObject()
            data.member("policyId", policy.policyId)
            data.member("policyName", policy.name)
            data.member("description", policy.description)
            data.endObject()
        }
    }
}
