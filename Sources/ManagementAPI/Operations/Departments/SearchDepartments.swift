internal import Directory
internal import JSON

/// Searches the departments of an organization by a text (`POST /api/v3/search-departments`, departments.md).
struct SearchDepartments: Operation {
    private static let keywords = Field.text("keywords")
    private static let withCustomData = Field.flag("withCustomData")

    static let declaration = OperationDeclaration(
        .post, "search-departments",
        fields: [DepartmentFields.organizationCode, keywords, withCustomData, DepartmentFields.tenantId],
        answers: .list(of: .department))

    private let organizationCode: String
    private let keywords: String
    private let withCustomData: Bool
    private let tenantId: String?

    init(from fields: inout FieldReader) {
        organizationCode = fields.read(DepartmentFields.organizationCode)
        keywords = fields.read(Self.keywords)
        withCustomData = fields.read(Self.withCustomData)
        tenantId = fields.read(DepartmentFields.tenantId)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let found = try directory.departments.search(
            organizationCode: organizationCode, tenantId: tenantId, keywords: keywords)
        try data.array(found) { department, data in
            try DepartmentDto(department: department, withCustomData: withCustomData, directory: directory)
                .write(to: &data)
        }
    }
}
