internal import Contract
internal import JSON
internal import PoolEngine

/// Whether a user may do something with a resource (resources.md).
extension IsActionAllowed: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let isAllowed = try directory.resourceGrants.decisions.isAllowed(
            userId, action, resource, in: namespace)
        data.beginObject()
        data.member("allowed", isAllowed)
        data.endObject()
    }
}
