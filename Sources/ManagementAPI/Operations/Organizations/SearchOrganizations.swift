internal import Directory
internal import JSON

/// Searches organizations by a text (`GET /api/v3/search-organizations`, organizations.md).
struct SearchOrganizations: Operation {
    private static let keywords = Field.text("keywords")
    private static let page = Field<Int>.page
    private static let limit = Field<Int>.limit

    static let declaration = OperationDeclaration(
        .get, "search-organizations",
        fields: [
            keywords, page, limit, OrganizationFields.withCustomData, OrganizationFields.tenantId,
        ], answers: .page(of: .organization))

    private let keywords: String
    private let page: Page
    private let withCustomData: Bool
    private let tenantId: String?

    init(from fields: inout FieldReader) {
        keywords = fields.read(Self.keywords)
        page = fields.readPage()
        withCustomData = fields.read(OrganizationFields.withCustomData)
        tenantId = fields.read(OrganizationFields.tenantId)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let found = try directory.organizations.search(keywords, tenantId: tenantId, page: page)
        try data.page(found) { organization, data in
            try OrganizationDto(
                organization: organization, withCustomData: withCustomData, withPosts: false,
                directory: directory
            ).write(to: &data)
        }
    }
}
