internal import Directory
internal import JSON

/// Lists the organizations of the pool or of a tenant (`GET /api/v3/list-organizations`, organizations.md).
struct ListOrganizations: Operation {
    private static let page = Field<Int>.page
    private static let limit = Field<Int>.limit
    private static let fetchAll = Field.flag("fetchAll")
    private static let withCustomData = Field.flag("withCustomData")
    private static let withPost = Field.flag("withPost")
    private static let tenantId = Field.optionalText("tenantId")
    private static let status = Field.optionalFlag("status")

    static let declaration = OperationDeclaration(
        .get, "list-organizations",
        fields: [page, limit, fetchAll, withCustomData, withPost, tenantId, status],
        answers: .page(of: .organization))

    private let page: Page
    private let withCustomData: Bool
    private let withPost: Bool
    private let tenantId: String?
    private let status: Bool?

    init(from fields: inout FieldReader) {
        // The bounds hold even when everything is fetched (organizations.md, listOrganizations test).
        let page = fields.readPage()
        self.page = fields.read(Self.fetchAll) ? .everything : page
        withCustomData = fields.read(Self.withCustomData)
        withPost = fields.read(Self.withPost)
        tenantId = fields.read(Self.tenantId)
        status = fields.read(Self.status)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let organizations = try directory.organizations.list(tenantId: tenantId, status: status, page: page)
        try data.page(organizations) { organization, data in
            try OrganizationDto(
                organization: organization, withCustomData: withCustomData, withPosts: withPost,
                directory: directory
            ).write(to: &data)
        }
    }
}
