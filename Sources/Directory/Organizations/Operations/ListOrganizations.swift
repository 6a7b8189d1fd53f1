internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the organizations of the pool or of a tenant (organizations.md).
///
/// The limits of `page` and `limit` apply even with `fetchAll`.
extension ListOrganizations: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let organizations = try directory.organizations.list(
            tenantId: tenantId, status: status, page: fetchAll ? .everything : listPage)
        try data.page(organizations) { organization, data in
            try OrganizationDto(
                organization, withCustomData: withCustomData, withPosts: withPost, in: directory
            ).write(to: &data)
        }
    }
}
