internal import Bytes
internal import Faults
internal import HTTP
internal import JSON
internal import Journal
internal import PoolEngine

/// A request of the journal as the control API shows it: without secrets.
struct RecordedRequest {
    private static let summaryFields: [ControlField] = [
        .required("number", .integer, "The number of the request in the journal."),
        .required("requestId", .string, "The id in the response."),
        .required("time", .time, "When it arrived, by the machine's clock."),
        .required("microseconds", .integer, "How long it took until the response was ready."),
        .required("method", .string, "The method."),
        .required("path", .string, "The path with its query."),
        .optional("operation", .string, "The operation; absent for a path that has none."),
        .required("status", .integer, "The HTTP status of the response; 0 without a response."),
        .required("statusCode", .integer, "statusCode of the response; 0 without a response."),
        .optional("apiCode", .integer, "apiCode of the response, if it has one."),
        .optional("faults", .list(.object(fault)), "The faults that applied; absent without any."),
    ]

    private static let fault = ControlObject(
        name: "AppliedFault",
        fields: [
            .required("faultId", .string, "The id of the plan."),
            .optional("name", .string, "The name of the plan."),
            .required("effect", .string, "What it did."),
        ])

    private static let message = ControlObject(
        name: "Message",
        fields: [
            .optional("headers", .list(.object(header)), "The header fields."),
            .optional("body", .any, "The body: its JSON, or its text."),
        ])
    private static let header = ControlObject(
        name: "HeaderField",
        fields: [.required("name", .string, "The name."), .required("value", .string, "The value.")])

    /// The members of an entry of a list.
    static let summaryType = ControlObject(name: "RequestSummary", fields: summaryFields)

    /// The members of a whole entry.
    static let type = ControlObject(
        name: "Request",
        fields: summaryFields + [
            .required("request", .object(message), "What was received."),
            .required("response", .object(message), "What was sent."),
            .required("explanation", .foreignObject, "How the request was decided."),
        ])

    private let entry: JournalEntry

    /// Shows an entry.
    init(_ entry: JournalEntry) {
        self.entry = entry
    }

    /// Writes the entry without bodies.
    func writeSummary(to writer: inout Writer) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }

    /// Writes the whole entry.
    ///
    /// - Parameters:
    ///   - writer: receives it.
    ///   - explanation: the JSON text that explains it.
    func write(to writer: inout Writer, explanation: [UInt8]) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.name("request")
        writer.beginObject()
        _ = entry.withRequest { request in
            writer.name("headers")
            writer.beginArray()
            for header in request.headers {
                writer.beginObject()
                writer.member("name", header.name.string ?? "")
                writer.member("value", Redaction.header(header.name, header.value))
                writer.endObject()
            }
            writer.endArray()
            if !request.body.isEmpty {
                writer.name("body")
                Redaction.write(body: request.body.bytes, to: &writer)
            }
        }
        writer.endObject()
        writer.name("response")
        writer.beginObject()
        if !entry.outcome.body.isEmpty {
            writer.name("body")
            Redaction.write(body: entry.outcome.body, to: &writer)
        }
        writer.endObject()
        writer.name("explanation")
        writer.raw(explanation)
        writer.endObject()
    }

    private func writeMembers(to writer: inout Writer) {
        writer.member("number", Int64(entry.number))
        writer.member("requestId", entry.requestId.description)
        writer.member("time", Timestamp(milliseconds: entry.startedAt / 1_000).iso8601)
        writer.member("microseconds", entry.microseconds)
        let (method, target) = entry.requestLine
        writer.member("method", method)
        writer.member("path", target)
        if let operation = entry.operation { writer.member("operation", String(operation)) }
        writer.member("status", Int64(entry.outcome.status))
        writer.member("statusCode", Int64(entry.outcome.statusCode))
        if let apiCode = entry.outcome.apiCode { writer.member("apiCode", Int64(apiCode)) }
        if let fault = entry.fault { write(fault, to: &writer) }
    }

    private func write(_ fault: Fault, to writer: inout Writer) {
        writer.name("faults")
        writer.beginArray()
        for cause in fault.causes {
            writer.beginObject()
            writer.member("faultId", cause.id)
            if let name = cause.name { writer.member("name", name) }
            writer.member("effect", cause.effect)
            writer.endObject()
        }
        writer.endArray()
    }
}

extension JournalEntry {
    /// The method and the target of the first line.
    var requestLine: (method: String, target: String) {
        let line = request.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        let parts = line.split(separator: UInt8(ascii: " "))
        guard parts.count >= 2 else { return ("", "") }
        return (
            String(decoding: parts[0], as: UTF8.self),
            Redaction.target(String(decoding: parts[1], as: UTF8.self))
        )
    }
}
