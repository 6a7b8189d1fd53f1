internal import Directory
internal import JSON

/// Finds an organization by its code (`GET /api/v3/get-organization`, organizations.md).
struct GetOrganization: Operation {
    static let declaration = OperationDeclaration(
        .get, "get-organization",
        fields: [
            OrganizationFields.organizationCode, OrganizationFields.withCustomData,
            OrganizationFields.withPost, OrganizationFields.tenantId,
        ], answers: .organization)

    private let code: String
    private let withCustomData: Bool
    private let withPost: Bool
    private let tenantId: String?

    init(from fields: inout FieldReader) {
        code = fields.read(OrganizationFields.organizationCode)
        withCustomData = fields.read(OrganizationFields.withCustomData)
        withPost = fields.read(OrganizationFields.withPost)
        tenantId = fields.read(OrganizationFields.tenantId)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let organization = try directory.organizations.get(code, tenantId: tenantId)
        try OrganizationDto(
            organization: organization, withCustomData: withCustomData, withPosts: withPost,
            directory: directory
        ).write(to: &data)
    }
}
