internal import HTTP
internal import HTTPServer
internal import JSON
internal import Journal
internal import PoolEngine

/// The call that streams requests as they are recorded.
extension ControlRoute {
    static let requestStream = ControlRoute(
        "streamRequests", .get, "/user-pools/{userPoolId}/requests/stream",
        "Streams the requests of a user pool as server-sent events as they are recorded.",
        query: journalFilter,
        answer: .events("Events of the name request; the data of each is an entry as listRequests shows it.")
    ) { call in
        let journal = try call.userPool().journal
        var filter = try call.journalFilter()
        let last = call.lastEventId.flatMap(UInt64.init)
        if let last { filter.since = last }
        guard let observer = journal.reserveObserver() else {
            throw ControlError(503, "too_many_streams", "the user pool has too many open streams")
        }
        let stream = call.stream { journal.remove(observer) }
        journal.observe(filter, withKept: last != nil || call.query["since"] != nil, as: observer) { entry in
            stream.send(event(of: entry))
        } whenEnded: {
            stream.end()
        }
    }

    private static func event(of entry: JournalEntry) -> [UInt8] {
        var writer = Writer()
        RecordedRequest(entry).writeSummary(to: &writer)
        return Array("id: \(entry.number)\nevent: request\ndata: ".utf8) + writer.finish()
            + Array("\n\n".utf8)
    }
}
