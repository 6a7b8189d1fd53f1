internal import Contract
internal import JSON
internal import PoolEngine

/// Changes an organization (organizations.md).
extension UpdateOrganization: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var changes = OrganizationChanges()
        changes.description = description
        changes.openDepartmentId = openDepartmentId
        changes.leaderUserIds = leaderUserIds
        changes.i18n = i18n
        changes.organizationCode = organizationNewCode
        changes.organizationName = organizationName
        let organization = try directory.organizations.update(organizationCode, tenantId: tenantId, changes)
        try OrganizationDto(organization, in: directory).write(to: &data)
    }
}
