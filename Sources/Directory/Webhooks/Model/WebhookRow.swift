internal import JSON
internal import PoolEngine
internal import SQLite
internal import Webhooks

/// A row of the table of webhooks.
struct WebhookRow {
    private let id: String
    private let name: String
    private let url: String
    private let events: String
    private let contentType: String
    private let isEnabled: Bool
    private let secret: String?
    private let retryConfig: String?
    private let createdAt: Int64
    private let updatedAt: Int64

    /// Reads a row.
    init(_ row: Row) {
        id = row.text(0)
        name = row.text(1)
        url = row.text(2)
        events = row.text(3)
        contentType = row.text(4)
        isEnabled = row.bool(5)
        secret = row.optionalText(6)
        retryConfig = row.optionalText(7)
        createdAt = row.integer(8)
        updatedAt = row.integer(9)
    }

    /// The webhook.
    ///
    /// - Throws: `WebhookError` if the file was changed by another program.
    func webhook() throws -> Webhook {
        let events = try Document(parsing: Array(events.utf8)).root.elements.compactMap(\.string)
        return Webhook(
            id: id, name: name, url: try WebhookURL(url), events: events,
            contentType: Webhook.ContentType(rawValue: contentType) ?? .json, isEnabled: isEnabled,
            secret: try secret.map { (text) throws(WebhookError) in try WebhookSecret(text) },
            retry: try retryConfig.map { try RetryPolicy(Document(parsing: Array($0.utf8)).root) },
            createdAt: createdAt, updatedAt: updatedAt)
    }

    /// The names of events as JSON.
    static func text(of events: [String]) -> String {
        var writer = Writer()
        writer.beginArray()
        for name in events { writer.string(name) }
        writer.endArray()
        return String(decoding: writer.finish(), as: UTF8.self)
    }

    /// A retryConfig as JSON.
    static func text(of retry: RetryPolicy) -> String {
        var writer = Writer()
        retry.write(to: &writer)
        return String(decoding: writer.finish(), as: UTF8.self)
    }
}
