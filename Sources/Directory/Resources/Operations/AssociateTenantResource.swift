internal import Contract
internal import JSON
internal import PoolEngine

/// Links a resource to the tenants of an application, or ends the link (resources.md).
///
/// Applications are not emulated: the resource is that of the namespace with the application's id as code, else of
/// `default`.
extension AssociateTenantResource: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var changes = ResourceChanges()
        changes.linkedToTenant = association
        let namespace = try directory.namespaces.find(appId)?.code
        _ = try directory.resources.update(code, in: namespace, changes)
        data.isSuccess()
    }
}
