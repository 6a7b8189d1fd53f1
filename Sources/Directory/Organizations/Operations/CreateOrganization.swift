internal import Contract
internal import JSON
internal import PoolEngine

/// Creates an organization with its root department (organizations.md).
extension CreateOrganization: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        var organization = NewOrganization(
            organizationCode: organizationCode, organizationName: organizationName)
        organization.description = description
        organization.openDepartmentId = openDepartmentId
        organization.i18n = i18n
        organization.tenantId = tenantId ?? ""
        try OrganizationDto(try directory.organizations.add(organization), in: directory).write(to: &data)
    }
}
