internal import Directory
internal import JSON
internal import PoolEngine

/// Lists the users who are archived, with the time of it (`GET /api/v3/list-archived-users`, users.md).
struct ListArchivedUsers: Operation {
    private static let startAt = Field<Int?>.optionalTime("startAt")

    static let declaration = OperationDeclaration(
        .get, "list-archived-users", fields: UserPage.fields + [startAt],
        answers: .page(
            of: .object(
                ReplyObject(
                    "ListArchivedUsersRespDto",
                    [ReplyMember("userId", .text), ReplyMember("archivedAt", .time)]))))

    private let page: UserPage
    private let start: Timestamp

    init(from fields: inout FieldReader) {
        page = UserPage(from: &fields)
        start = Timestamp(milliseconds: Int64(fields.read(Self.startAt) ?? 0))
    }

    func respond(in directory: DirectoryTransaction, to data: inout Writer) throws {
        let users = try directory.users.listArchived(since: start, page: try page.checked())
        data.page(users) { user, data in
            data.beginObject()
            data.member("userId", user.userId)
            data.member("archivedAt", user.archivedAt.iso8601)
            data.endObject()
        }
    }
}
