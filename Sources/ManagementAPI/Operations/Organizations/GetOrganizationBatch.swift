internal import Directory
internal import JSON

/// Finds organizations by their codes (`GET /api/v3/get-organization-batch`, organizations.md).
struct GetOrganizationBatch: Operation {
    private static let codes = Field.texts("organizationCodeList", count: 0...Int.max)

    static let declaration = OperationDeclaration(
        .get, "get-organization-batch",
        fields: [
            codes, OrganizationFields.withCustomData, OrganizationFields.withPost,
            OrganizationFields.tenantId,
        ], answers: .list(of: .organization))

    private let codes: [String]
    private let withCustomData: Bool
    private let withPost: Bool
    private let tenantId: String?

    init(from fields: inout FieldReader) {
        codes = fields.read(Self.codes)
        withCustomData = fields.read(OrganizationFields.withCustomData)
        withPost = fields.read(OrganizationFields.withPost)
        tenantId = fields.read(OrganizationFields.tenantId)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let organizations = try directory.organizations.get(codes, tenantId: tenantId)
        try data.array(organizations) { organization, data in
            try OrganizationDto(
                organization: organization, withCustomData: withCustomData, withPosts: withPost,
                directory: directory
            ).write(to: &data)
        }
    }
}
