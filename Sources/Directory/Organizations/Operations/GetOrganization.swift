internal import Contract
internal import JSON
internal import PoolEngine

/// Finds an organization by its code (organizations.md).
extension GetOrganization: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let organization = try directory.organizations.get(organizationCode, tenantId: tenantId)
        try OrganizationDto(
            organization, withCustomData: withCustomData, withPosts: withPost, in: directory
        ).write(to: &data)
    }
}
