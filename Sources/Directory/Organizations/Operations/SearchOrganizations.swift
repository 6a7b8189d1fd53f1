internal import Contract
internal import JSON
internal import PoolEngine

/// Searches organizations by a text (organizations.md).
extension SearchOrganizations: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let found = try directory.organizations.search(keywords, tenantId: tenantId, page: listPage)
        try data.page(found) { organization, data in
            try OrganizationDto(organization, withCustomData: withCustomData, in: directory).write(to: &data)
        }
    }
}
