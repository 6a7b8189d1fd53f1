internal import PoolEngine
internal import Seeds
internal import Webhooks

/// The properties of a webhook in the body of a call.
struct WebhookReading {
    /// The most events of a webhook.
    private static let mostEvents = 200
    /// The longest name, in characters.
    private static let longestName = 200

    private let body: SeedObject
    private let allowsForeignAddresses: Bool

    /// Prepares the reading.
    ///
    /// - Parameters:
    ///   - body: the body.
    ///   - allowsForeignAddresses: whether addresses that are neither loopback nor private are allowed.
    init(_ body: SeedObject, allowsForeignAddresses: Bool) {
        self.body = body
        self.allowsForeignAddresses = allowsForeignAddresses
    }

    /// A new webhook.
    ///
    /// - Throws: `SeedError`, `WebhookError`, `ControlError`.
    func newWebhook() throws -> NewWebhook {
        let changes = try changes()
        guard let url = changes.url else { throw ControlError.invalidRequest("url is missing") }
        guard let events = changes.events else { throw ControlError.invalidRequest("events is missing") }
        var new = NewWebhook(name: changes.name ?? url.host, url: url, events: events)
        new.contentType = changes.contentType ?? new.contentType
        new.isEnabled = changes.isEnabled ?? new.isEnabled
        new.secret = changes.secret
        new.retry = changes.retry
        return new
    }

    /// What the body changes.
    ///
    /// - Throws: `SeedError`, `WebhookError`, `ControlError`.
    func changes() throws -> WebhookChanges {
        var changes = WebhookChanges()
        changes.name = try body.text("name", emptyIsNone: true)
        guard (changes.name?.unicodeScalars.count ?? 0) <= Self.longestName else {
            throw ControlError.invalidRequest("name: must have at most \(Self.longestName) characters")
        }
        changes.url = try url()
        if body["events"] != nil {
            let events = try body.texts("events")
            guard (1...Self.mostEvents).contains(events.count), events.allSatisfy({ $0.utf8.count <= 200 })
            else {
                throw ControlError.invalidRequest(
                    "events: must be 1 to \(Self.mostEvents) names of at most 200 bytes")
            }
            changes.events = events
        }
        changes.contentType = try body.choice("contentType", of: Webhook.ContentType.self)
        changes.isEnabled = try body.bool("enabled")
        changes.secret = try body.text("secret", emptyIsNone: true).map { (text) throws(WebhookError) in
            try WebhookSecret(text)
        }
        changes.retry = try body["retryConfig"].map { (value) throws(WebhookError) in try RetryPolicy(value) }
        return changes
    }

    private func url() throws -> WebhookURL? {
        guard let text = try body.text("url") else { return nil }
        let url = try WebhookURL(text)
        guard !url.isSecure else {
            throw ControlError.invalidRequest("url: https is not supported; use http")
        }
        guard allowsForeignAddresses || !url.namesForeignAddress else {
            throw ControlError.invalidRequest(
                "url: must have a loopback or private address; start with --webhooks-anywhere for others")
        }
        return url
    }
}
