internal import Directory
internal import JSON

/// Changes an organization (`POST /api/v3/update-organization`, organizations.md).
struct UpdateOrganization: Operation {
    private static let leaderUserIds = Field<[String]?>.optionalTexts("leaderUserIds")
    private static let newCode = Field.optionalText("organizationNewCode", length: 1...64)
    private static let name = Field.optionalText("organizationName", length: 1...Int.max)

    static let declaration = OperationDeclaration(
        .post, "update-organization",
        fields: [
            OrganizationFields.organizationCode, OrganizationFields.description,
            OrganizationFields.openDepartmentId, leaderUserIds, OrganizationFields.i18n,
            OrganizationFields.tenantId, newCode, name, OrganizationFields.postIdList,
        ],
        writes: true, answers: .organization, notEmulated: ["postIdList"])

    private let code: String
    private let tenantId: String?
    private var changes = OrganizationChanges()

    init(from fields: inout FieldReader) {
        code = fields.read(OrganizationFields.organizationCode)
        tenantId = fields.read(OrganizationFields.tenantId)
        changes.description = fields.read(OrganizationFields.description)
        changes.openDepartmentId = fields.read(OrganizationFields.openDepartmentId)
        changes.leaderUserIds = fields.read(Self.leaderUserIds)
        changes.i18n = fields.read(OrganizationFields.i18n)
        changes.organizationCode = fields.read(Self.newCode)
        changes.organizationName = fields.read(Self.name)
        OrganizationFields.readPosts(from: &fields)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let organization = try directory.organizations.update(code, tenantId: tenantId, changes)
        try OrganizationDto(
            organization: organization, withCustomData: false, withPosts: false, directory: directory
        ).write(to: &data)
    }
}
