internal import JSON
internal import PoolEngine
internal import Webhooks

/// A webhook as the control API shows it.
struct WebhookEntry {
    private static let retryConfig = ControlObject(
        name: "RetryConfig",
        fields: [
            .required("enabled", .boolean, "Whether failed deliveries are repeated."),
            .optional("count", .integer, "How often, from 0 to 100; 3 if absent."),
            .optional("delay", .integer, "How long after a failure, in delayUnit; 1 if absent."),
            .optional("delayUnit", .string, "Second, Minute, Hour or Day; Minute if absent."),
        ])

    /// The members of a webhook that a caller sets.
    ///
    /// - Parameter isNew: whether the members without a default are required.
    /// - Returns: the members.
    static func fields(isNew: Bool) -> [ControlField] {
        let needed = isNew ? ControlField.required : ControlField.optional
        return [
            needed("url", .string, "Where deliveries are sent, http only."),
            needed("events", .list(.string), "The names of the events, such as group:created."),
            .optional("name", .string, "The display name; that of the host if absent."),
            .optional(
                "contentType", .string,
                "application/json, as if absent, or application/x-www-form-urlencoded."),
            .optional("enabled", .boolean, "Whether events are delivered; true if absent."),
            .optional("secret", .string, "What the receiver compares; none if absent."),
            .optional("retryConfig", .object(retryConfig), "When a failed delivery is repeated."),
        ]
    }

    /// The members of an entry.
    static let type = ControlObject(
        name: "Webhook",
        fields: [
            .required("webhookId", .string, "The id of the webhook."),
            .required("name", .string, "The display name."),
            .required("url", .string, "Where deliveries are sent."),
            .required("events", .list(.string), "The names of the events."),
            .required("contentType", .string, "How the body of a delivery is written."),
            .required("enabled", .boolean, "Whether events are delivered."),
            .optional(
                "secret", .string, "Its secret; shown to callers of the same machine or with the token."),
            .optional(
                "retryConfig", .object(retryConfig), "When a failed delivery is repeated; absent for never."),
            .required("createdAt", .time, "When it was created."),
            .required("updatedAt", .time, "When it was changed the last time."),
        ])

    private let webhook: Webhook
    private let showsSecret: Bool

    /// Shows a webhook.
    init(_ webhook: Webhook, showsSecret: Bool) {
        self.webhook = webhook
        self.showsSecret = showsSecret
    }

    /// Writes the entry.
    func write(to writer: inout Writer) {
        writer.beginObject()
        writer.member("webhookId", webhook.id)
        writer.member("name", webhook.name)
        writer.member("url", webhook.url.text)
        writer.name("events")
        writer.beginArray()
        for name in webhook.events { writer.string(name) }
        writer.endArray()
        writer.member("contentType", webhook.contentType.rawValue)
        writer.member("enabled", webhook.isEnabled)
        if showsSecret, let secret = webhook.secret { writer.member("secret", secret.text) }
        if let retry = webhook.retry {
            writer.name("retryConfig")
            retry.write(to: &writer)
        }
        writer.member("createdAt", Timestamp(milliseconds: webhook.createdAt).iso8601)
        writer.member("updatedAt", Timestamp(milliseconds: webhook.updatedAt).iso8601)
        writer.endObject()
    }
}
