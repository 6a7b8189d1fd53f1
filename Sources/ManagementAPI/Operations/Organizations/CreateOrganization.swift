internal import Directory
internal import JSON

/// Makes an organization with its root department (`POST /api/v3/create-organization`, organizations.md).
struct CreateOrganization: Operation {
    /// The empty code is taken by the service (organizations.md, createOrganization test).
    private static let organizationCode = Field.text("organizationCode", length: 0...64)
    private static let organizationName = Field.text("organizationName")

    static let declaration = OperationDeclaration(
        .post, "create-organization",
        fields: [
            organizationCode, organizationName, OrganizationFields.description,
            OrganizationFields.openDepartmentId, OrganizationFields.i18n, OrganizationFields.tenantId,
            OrganizationFields.postIdList, DepartmentContent.metadata,
        ],
        writes: true, answers: .organization, notEmulated: ["postIdList"])

    private let organization: NewOrganization

    init(from fields: inout FieldReader) {
        var organization = NewOrganization(
            organizationCode: fields.read(Self.organizationCode),
            organizationName: fields.read(Self.organizationName))
        organization.description = fields.read(OrganizationFields.description)
        organization.openDepartmentId = fields.read(OrganizationFields.openDepartmentId)
        organization.i18n = fields.read(OrganizationFields.i18n)
        organization.tenantId = fields.read(OrganizationFields.tenantId) ?? ""
        self.organization = organization
        OrganizationFields.readPosts(from: &fields)
        _ = fields.read(DepartmentContent.metadata)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let organization = try directory.organizations.add(organization)
        try OrganizationDto(
            organization: organization, withCustomData: false, withPosts: false, directory: directory
        ).write(to: &data)
    }
}
