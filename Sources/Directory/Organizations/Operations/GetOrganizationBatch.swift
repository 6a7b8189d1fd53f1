internal import Contract
internal import JSON
internal import PoolEngine

/// Finds organizations by their codes (organizations.md).
extension GetOrganizationBatch: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let organizations = try directory.organizations.get(organizationCodeList, tenantId: tenantId)
        try data.array(organizations) { organization, data in
            try OrganizationDto(
                organization, withCustomData: withCustomData, withPosts: withPost, in: directory
            ).write(to: &data)
        }
    }
}
