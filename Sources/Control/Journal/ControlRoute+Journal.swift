internal import Bytes
internal import Dispatch
internal import HTTP
internal import HTTPServer
internal import JSON
internal import Journal
internal import PoolEngine

/// Calls about the recorded requests of a user pool.
extension ControlRoute {
    private static let path = "/user-pools/{userPoolId}/requests"

    static let journalFilter: [ControlField] = [
        .optional("operation", .string, "Only those of an operation, such as add-group-members."),
        .optional("statusCode", .integer, "Only those with this statusCode in the response."),
        .optional("since", .integer, "Only those after the one with this number."),
    ]

    static let journal = [
        ControlRoute(
            "listRequests", .get, path, "Lists the most recent requests of a user pool, oldest first.",
            query: journalFilter + [
                .optional("limit", .integer, "The most requests, from 1 to 1000; 100 if absent."),
                .optional("wait", .string, "Waits up to this time, such as 5s or 500ms, for a first one."),
            ],
            answer: .object(
                200,
                ControlObject(
                    name: "RequestList",
                    fields: [
                        .required("requests", .list(.object(RecordedRequest.summaryType)), "The requests.")
                    ]))
        ) { call in
            let journal = try call.userPool().journal
            let filter = try call.journalFilter()
            let limit = try call.integer("limit", in: 1...1_000) ?? 100
            guard let wait = try call.duration("wait") else {
                return call.answer(requests: journal.entries(filter, limit: limit))
            }
            let withdraw = journal.wait(for: filter, milliseconds: wait) { outcome in
                call.finishWaiting(outcome, for: "request") {
                    call.answer(requests: journal.entries(filter, limit: limit))
                }
            }
            call.whenClientLeaves(withdraw)
        },
        ControlRoute(
            "countRequests", .get, "\(path)/count", "Counts the recorded requests of a user pool.",
            query: journalFilter,
            answer: .object(
                200,
                ControlObject(
                    name: "RequestCount", fields: [.required("count", .integer, "The number of requests.")]))
        ) { call in
            let count = try call.userPool().journal.count(call.journalFilter())
            call.answer { writer in
                writer.beginObject()
                writer.member("count", Int64(count))
                writer.endObject()
            }
        },
        ControlRoute(
            "getRequest", .get, "\(path)/{requestId}",
            "Shows a request, named by its requestId or number, and its response with secrets removed, and how its caller was identified.",
            answer: .object(200, RecordedRequest.type)
        ) { call in
            let pool = try call.userPool()
            let id = call.values["requestId"] ?? ""
            guard let entry = pool.journal.entry(id) else {
                throw ControlError(404, "request_not_found", "the journal has no request \(id)")
            }
            // Finding what a client signed takes milliseconds, which would delay the event loop.
            DispatchQueue.global().async {
                let explanation = call.context.explain(entry, pool)
                call.answer { RecordedRequest(entry).write(to: &$0, explanation: explanation) }
            }
        },
        ControlRoute(
            "deleteRequests", .delete, path, "Removes the requests of a user pool from its journal.",
            answer: .none
        ) { call in
            let pool = try call.userPool()
            pool.journal.removeAll()
            pool.mailbox.statements.removeAll()
            call.answer()
        },
    ]
}

extension ControlCall {
    /// The filter that the query describes.
    ///
    /// - Throws: `ControlError`.
    func journalFilter() throws(ControlError) -> JournalFilter {
        var filter = JournalFilter()
        filter.operation = query["operation"]
        filter.statusCode = try integer("statusCode", in: 0...999_999)
        filter.since = UInt64(try integer("since", in: 0...Int.max) ?? 0)
        return filter
    }

    /// A whole number in the query; nil if it is absent.
    ///
    /// - Throws: `ControlError`.
    func integer(_ name: String, in range: ClosedRange<Int>) throws(ControlError) -> Int? {
        guard let text = query[name] else { return nil }
        guard let number = Int(text), range.contains(number) else {
            let bounds =
                range.upperBound == .max
                ? "from \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            throw .invalidRequest("\(name): must be a whole number \(bounds)")
        }
        return number
    }

    /// A time such as `5s` or `500ms` in the query, in milliseconds; nil if it is absent.
    ///
    /// - Throws: `ControlError`.
    func duration(_ name: String) throws(ControlError) -> Int? {
        guard let text = query[name] else { return nil }
        guard let milliseconds = Milliseconds.parse(text), milliseconds <= 600_000 else {
            throw .invalidRequest("\(name): must be a time such as 5s or 500ms, at most 600s")
        }
        return milliseconds
    }

    fileprivate func answer(requests: [JournalEntry]) {
        answer { writer in
            writer.beginObject()
            writer.name("requests")
            writer.beginArray()
            for entry in requests { RecordedRequest(entry).writeSummary(to: &writer) }
            writer.endArray()
            writer.endObject()
        }
    }
}

/// Times as the control API writes them.
enum Milliseconds {
    /// Reads `500ms`, `5s` or `1.5s`.
    ///
    /// - Returns: milliseconds, from 0; nil for another text.
    static func parse(_ text: String) -> Int? {
        let (number, factor) =
            text.hasSuffix("ms")
            ? (text.dropLast(2), 1.0) : text.hasSuffix("s") ? (text.dropLast(), 1_000) : ("", 0)
        let isPlain = number.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
        guard isPlain, let value = Double(number), value <= 1e9 else { return nil }
        return Int((value * factor).rounded())
    }
}

extension ControlCall {
    /// Has a call withdrawn when its client closes the connection.
    ///
    /// - Parameter withdraw: withdraws the call; nil for one that does not wait.
    func whenClientLeaves(_ withdraw: (@Sendable () -> Void)?) {
        if let withdraw { responder.whenClientLeaves(withdraw) }
    }

    /// Sends the response of a call that has waited.
    ///
    /// - Parameters:
    ///   - outcome: how the wait has ended.
    ///   - name: what was waited for, as messages name it.
    ///   - answer: answers with what is there.
    func finishWaiting(_ outcome: WaitOutcome, for name: String, _ answer: () -> Void) {
        switch outcome {
        case .found: answer()
        case .timeout: fail(ControlError(408, "timeout", "no such \(name) arrived within the time"))
        case .full: fail(ControlError.busy("too many calls wait for a \(name) of this user pool"))
        case .ended: fail(ControlError(410, "ended", "the user pool is removed, or the server stops"))
        }
    }
}
