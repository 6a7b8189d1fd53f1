internal import Contract
internal import JSON
internal import PoolEngine

/// Lists the archived users, each with the time of it (users.md).
extension ListArchivedUsers: Operation {
    func respond(in directory: PoolTransaction, to data: inout Writer) throws {
        let start = Timestamp(milliseconds: Int64(startAt ?? 0))
        let users = try directory.users.listArchived(since: start, page: try pageOfUsers())
        data.page(users) { user, data in
            data.beginObject()
            data.member("userId", user.userId)
            data.member("archivedAt", user.archivedAt.iso8601)
            data.endObject()
        }
    }
}
