internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the resources that a role may use (roles.md).
///
/// No operation grants resources yet, so the list is empty.
extension GetRoleAuthorizedResources: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        _ = try directory.roles.get(RoleReference(code, in: namespace))
        data.emptyPage()
    }
}
