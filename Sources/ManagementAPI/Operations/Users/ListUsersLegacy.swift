internal import Directory
internal import JSON

/// Lists users in the older way (`GET /api/v3/list-users`, users.md).
struct ListUsersLegacy: Operation {
    private static let status = Field<UserStatus?>.optionalChoice("status", of: UserStatus.self)
    private static let updatedAtStart = Field<Int?>.optionalTime("updatedAtStart")
    private static let updatedAtEnd = Field<Int?>.optionalTime("updatedAtEnd")
    private static let withCustomData = Field.flag("withCustomData")
    private static let withPost = Field.flag("withPost")
    private static let withIdentities = Field.flag("withIdentities")
    private static let withDepartmentIds = Field.flag("withDepartmentIds")

    static let declaration = OperationDeclaration(
        .get, "list-users",
        fields: UserPage.fields + [
            status, updatedAtStart, updatedAtEnd, withCustomData, withPost, withIdentities, withDepartmentIds,
        ], answers: .page(of: .user))

    private let page: UserPage
    private var query = UserQuery()
    private var options = UserDtoOptions()

    init(from fields: inout FieldReader) {
        page = UserPage(from: &fields)
        let conditions: [(String, UserFilterOperator, String?)] = [
            ("status", .equal, fields.read(Self.status).map { "\"\($0.rawValue)\"" }),
            ("updatedAt", .greater, fields.read(Self.updatedAtStart).map { "\(Self.milliseconds($0))" }),
            ("updatedAt", .lesser, fields.read(Self.updatedAtEnd).map { "\(Self.milliseconds($0))" }),
        ]
        query.filters = conditions.compactMap { field, comparison, value in
            guard let value, let column = UserColumn.named(field) else { return nil }
            return UserFilter(column, comparison, value: value)
        }
        options.customData = fields.read(Self.withCustomData)
        options.posts = fields.read(Self.withPost)
        options.identities = fields.read(Self.withIdentities)
        options.departmentIds = fields.read(Self.withDepartmentIds)
    }

    /// A time in milliseconds, whether given in seconds or in milliseconds.
    ///
    /// The description speaks of seconds and shows milliseconds. Taken as seconds, its example would lie in the year
    /// 52 000; taken as milliseconds, the present would lie in January 1970: a number tells itself which it is.
    private static func milliseconds(_ time: Int) -> Int {
        time < 100_000_000_000 ? time * 1_000 : time
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let users = try directory.users.list(query, page: try page.checked())
        try data.page(users) { user, data in
            try UserDto(user: user, options: options, directory: directory).write(to: &data)
        }
    }
}
