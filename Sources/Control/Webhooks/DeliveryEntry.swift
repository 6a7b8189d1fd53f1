internal import Bytes
internal import HTTP
internal import JSON
internal import Journal
internal import PoolEngine
internal import Webhooks

/// A delivery as the control API shows it: without secrets.
struct DeliveryEntry {
    private static let header = ControlObject(
        name: "DeliveryHeader",
        fields: [.required("name", .string, "The name."), .required("value", .string, "The value.")])

    private static let summaryFields: [ControlField] = [
        .required("number", .integer, "The number of the delivery in its user pool."),
        .required("webhookId", .string, "The webhook."),
        .required("eventName", .string, "The name of the event."),
        .required("state", .string, "pending, delivered or dead."),
        .required("time", .time, "When the event was committed, by the clock of the user pool."),
        .optional("url", .string, "Where the last attempt was sent; absent before the first."),
        .required("attempts", .integer, "How many of the last attempts are kept, at most 10."),
        .optional(
            "responseStatusCode", .integer, "The HTTP status of the last response; absent without one."),
        .optional("errorMessage", .string, "Why it has failed; absent for a success."),
        .optional("nextAttemptAt", .time, "When it is repeated, by the clock of the user pool."),
    ]

    private static let attempt = ControlObject(
        name: "DeliveryAttempt",
        fields: [
            .required("time", .time, "When it began, by the clock of the user pool."),
            .required("microseconds", .integer, "How long it took, by the machine's clock."),
            .optional("responseStatusCode", .integer, "The HTTP status of the response; absent without one."),
            .required("responseHeaders", .list(.object(header)), "The header fields of the response."),
            .optional("responseBody", .any, "The body: its JSON, or its text; absent without one."),
            .required("responseCut", .boolean, "Whether the body was longer than the 64 KiB that are kept."),
            .optional("errorMessage", .string, "Why it has failed; absent for a success."),
        ])

    /// The members of an entry of a list.
    static let summaryType = ControlObject(name: "DeliverySummary", fields: summaryFields)

    /// The members of a whole entry.
    static let type = ControlObject(
        name: "Delivery",
        fields: summaryFields + [
            .required("requestHeaders", .list(.object(header)), "The header fields of the last attempt."),
            .optional("requestBody", .any, "The body; of a form the same object as of JSON."),
            .required("lastAttempts", .list(.object(attempt)), "The attempts that are kept, oldest first."),
        ])

    private let delivery: Delivery

    /// Shows a delivery.
    init(_ delivery: Delivery) {
        self.delivery = delivery
    }

    /// Writes the entry without bodies.
    func writeSummary(to writer: inout Writer) {
        writer.beginObject()
        writeMembers(to: &writer)
        writer.endObject()
    }

    /// Writes the whole entry.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writeMembers(to: &writer)
        write(delivery.requestHeaders, as: "requestHeaders", to: &writer)
        if !delivery.body.isEmpty {
            writer.name("requestBody")
            writeRequestBody(to: &writer)
        }
        writer.name("lastAttempts")
        writer.beginArray()
        for attempt in delivery.attempts { write(attempt, to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    /// Writes the body; that of a form as the object that it has as JSON.
    private func writeRequestBody(to writer: inout Writer) {
        guard delivery.contentType == .form else { return Redaction.write(body: delivery.body, to: &writer) }
        let pairs = delivery.body.withUnsafeBytes { (try? FormPairs.decoded(ByteView($0))) ?? [] }
        writer.beginObject()
        for (name, value) in pairs {
            writer.name(name)
            if name == "data" {
                Redaction.write(body: Array(value.utf8), to: &writer)
            } else {
                writer.string(value)
            }
        }
        writer.endObject()
    }

    private func writeMembers(to writer: inout Writer) {
        writer.member("number", Int64(delivery.number))
        writer.member("webhookId", delivery.webhookId)
        writer.member("eventName", delivery.eventName)
        writer.member("state", delivery.state.rawValue)
        writer.member("time", Timestamp(milliseconds: delivery.createdAt).iso8601)
        if let url = delivery.url { writer.member("url", Redaction.target(url)) }
        writer.member("attempts", Int64(delivery.attempts.count))
        if let status = delivery.attempts.last?.status { writer.member("responseStatusCode", Int64(status)) }
        if let error = delivery.error { writer.member("errorMessage", error) }
        if let time = delivery.nextAttemptAt {
            writer.member("nextAttemptAt", Timestamp(milliseconds: time).iso8601)
        }
    }

    private func write(_ attempt: Delivery.Attempt, to writer: inout Writer) {
        writer.beginObject()
        writer.member("time", Timestamp(milliseconds: attempt.time).iso8601)
        writer.member("microseconds", attempt.microseconds)
        if let status = attempt.status { writer.member("responseStatusCode", Int64(status)) }
        write(attempt.responseHeaders, as: "responseHeaders", to: &writer)
        if !attempt.responseBody.isEmpty {
            writer.name("responseBody")
            Redaction.write(bodyOrText: attempt.responseBody, to: &writer)
        }
        writer.member("responseCut", attempt.isResponseCut)
        if let error = attempt.error { writer.member("errorMessage", error) }
        writer.endObject()
    }

    private func write(
        _ headers: [(name: String, value: String)], as name: StaticString, to writer: inout Writer
    ) {
        writer.name(name)
        writer.beginArray()
        for (name, value) in headers {
            writer.beginObject()
            writer.member("name", name)
            writer.member("value", Redaction.isSecret(name) ? Redaction.mark : value)
            writer.endObject()
        }
        writer.endArray()
    }
}
