import ArgumentParser
import HTTP
import JSON

/// A list of a user pool that is shown as it grows: one line for each new entry, until the program is ended.
struct FollowedList {
    /// The most entries of a reply.
    private static let limit = "1000"
    /// How long a call waits for an entry, before the next one.
    private static let wait = "60s"

    /// The client of the server.
    let client: ControlClient
    /// The path of the list.
    let path: String
    /// The member of the reply with the entries.
    let member: String
    /// Which entries are wanted.
    let filter: [(name: String, value: String?)]
    /// The members of an entry that are shown.
    let columns: [String]

    /// Shows entries.
    ///
    /// - Parameters:
    ///   - number: that of the last entry not to show; nil for the newest one.
    ///   - isJSON: whether each line is the JSON of an entry.
    /// - Throws: `ServerCallError`, also when the server stops; `OutputError`.
    func follow(after number: Int?, asJSON isJSON: Bool) throws {
        var last = try number ?? newest()
        while true {
            let reply: ServerReply
            do throws(ServerCallError) {
                reply = try call([("since", "\(last)"), ("limit", Self.limit), ("wait", Self.wait)] + filter)
            } catch {
                guard case .refused(408, _, _) = error else { throw error }
                continue
            }
            let entries = try reply.list(member)
            let lines = entries.map { entry in
                isJSON ? String(decoding: entry.text, as: UTF8.self) : ReadableText.row(columns, of: entry)
            }
            try StandardOutput.write(Array((lines.joined(separator: "\n") + "\n").utf8))
            for entry in entries { last = max(last, entry["number"]?.int64.map { Int($0) } ?? last) }
        }
    }

    /// The number of the newest entry, whatever the filter; 0 without entries.
    private func newest() throws -> Int {
        try call([("limit", "1")]).list(member).reduce(0) {
            max($0, $1["number"]?.int64.map { Int($0) } ?? 0)
        }
    }

    private func call(_ query: [(name: String, value: String?)]) throws(ServerCallError) -> ServerReply {
        try client.call(.get, path, query: query)
    }
}
