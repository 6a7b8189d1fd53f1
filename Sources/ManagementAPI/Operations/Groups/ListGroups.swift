internal import Directory
internal import JSON

/// Lists the groups of the pool (`GET /api/v3/list-groups`, groups.md).
struct ListGroups: Operation {
    private static let keywords = Field.optionalText("keywords")
    private static let page = Field<Int>.page
    private static let limit = Field<Int>.limit
    private static let withMetadata = Field.flag("withMetadata")
    private static let withCustomData = Field.flag("withCustomData")
    private static let flatCustomData = Field.flag("flatCustomData")

    static let declaration = OperationDeclaration(
        .get, "list-groups", fields: [keywords, page, limit, withMetadata, withCustomData, flatCustomData],
        success: .success, answers: .page(of: .group))

    private let keywords: String?
    private let page: Page
    private let withCustomData: Bool
    private let flatCustomData: Bool

    init(from fields: inout FieldReader) {
        keywords = fields.read(Self.keywords)
        page = fields.readPage()
        // Deprecated, and nothing emulated gives a group metadata: there is none to show.
        _ = fields.read(Self.withMetadata)
        withCustomData = fields.read(Self.withCustomData)
        flatCustomData = fields.read(Self.flatCustomData)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let groups = try directory.groups.list(keywords: keywords, page: page)
        try data.page(groups) {
            try GroupDto(group: $0, withCustomData: withCustomData, flatCustomData: flatCustomData).write(
                to: &$1)
        }
    }
}
