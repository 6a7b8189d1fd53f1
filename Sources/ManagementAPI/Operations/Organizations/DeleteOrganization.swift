internal import Directory
internal import JSON

/// Deletes an organization with its whole tree (organizations.md).
extension DeleteOrganization: Operation {
    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        try directory.organizations.delete(organizationCode, tenantId: tenantId)
        data.isSuccess()
    }
}
