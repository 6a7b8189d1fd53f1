internal import Directory
internal import JSON

/// Lists the members of a group (`GET /api/v3/list-group-members`, groups.md).
struct ListGroupMembers: Operation {
    private static let code = Field.groupCode
    private static let page = Field<Int>.page
    private static let limit = Field<Int>.limit
    private static let withCustomData = Field.flag("withCustomData")
    private static let withIdentities = Field.flag("withIdentities")
    private static let withDepartmentIds = Field.flag("withDepartmentIds")
    private static let flatCustomData = Field.flag("flatCustomData")

    static let declaration = OperationDeclaration(
        .get, "list-group-members",
        fields: [code, page, limit, withCustomData, withIdentities, withDepartmentIds, flatCustomData],
        success: .success, answers: .page(of: .user))

    private let code: String
    private let page: Page
    private var options = UserDtoOptions()

    init(from fields: inout FieldReader) {
        code = fields.read(Self.code)
        page = fields.readPage()
        options.customData = fields.read(Self.withCustomData)
        options.identities = fields.read(Self.withIdentities)
        options.departmentIds = fields.read(Self.withDepartmentIds)
        options.flatCustomData = fields.read(Self.flatCustomData)
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let members = try directory.groups.members.list(of: code, page: page)
        try data.page(members) { user, data in
            try UserDto(user: user, options: options, directory: directory).write(to: &data)
        }
    }
}
