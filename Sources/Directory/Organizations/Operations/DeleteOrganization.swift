internal import Contract
internal import JSON
internal import PoolEngine

/// Deletes an organization with its whole tree (organizations.md).
extension DeleteOrganization: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        try directory.organizations.delete(organizationCode, tenantId: tenantId)
        data.isSuccess()
    }
}
