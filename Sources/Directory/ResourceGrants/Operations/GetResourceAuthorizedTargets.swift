internal import Contract
internal import JSON
internal import PoolEngine

/// Lists those to whom a resource is granted, newest grant first (resources.md).
extension GetResourceAuthorizedTargets: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let targets = try directory.resourceGrants.targets(
            of: resource, in: namespace, type: targetType, page: listPage)
        data.page(targets) { target, data in
            data.beginObject()
            data.member("targetType", target.type.rawValue)
            data.member("targetIdentifier", target.identifier)
            data.name("actions")
            data.array(target.actions) { $1.string($0) }
            data.endObject()
        }
    }
}
