/// A receiver of events of a user pool, as the service keeps it.
public struct Webhook: Sendable, Equatable {
    /// How the body of a delivery is written.
    public enum ContentType: String, Sendable, CaseIterable {
        case json = "application/json"
        case form = "application/x-www-form-urlencoded"
    }

    /// The id, 24 hexadecimal digits.
    public let id: String
    /// The display name; several webhooks may have the same.
    public var name: String
    /// Where deliveries are sent.
    public var url: WebhookURL
    /// The names of the events that are delivered; a name that no event has is never delivered.
    public var events: [String]
    public var contentType: ContentType
    /// Whether events are delivered.
    public var isEnabled: Bool
    /// What the receiver compares; nil to send none.
    public var secret: WebhookSecret?
    /// When a failed delivery is repeated; nil for never.
    public var retry: RetryPolicy?
    /// When it was made, in milliseconds since 1970.
    public let createdAt: Int64
    /// When it was changed the last time, in milliseconds since 1970.
    public var updatedAt: Int64

    public init(
        id: String, name: String, url: WebhookURL, events: [String], contentType: ContentType,
        isEnabled: Bool,
        secret: WebhookSecret?, retry: RetryPolicy?, createdAt: Int64, updatedAt: Int64
    ) {
        self.id = id
        self.name = name
        self.url = url
        self.events = events
        self.contentType = contentType
        self.isEnabled = isEnabled
        self.secret = secret
        self.retry = retry
        self.createdAt = createdAt
        self.updatedAt = updatedAt
    }
}

extension Webhook {
    /// Whether the events of a name are delivered.
    public func wants(_ eventName: String) -> Bool {
        isEnabled && events.contains { $0.utf8.elementsEqual(eventName.utf8) }
    }
}

/// The properties of a new webhook.
public struct NewWebhook: Sendable {
    /// The id; nil to generate one.
    public var id: String?
    public var name: String
    public var url: WebhookURL
    public var events: [String]
    public var contentType = Webhook.ContentType.json
    public var isEnabled = true
    public var secret: WebhookSecret?
    public var retry: RetryPolicy?

    public init(name: String, url: WebhookURL, events: [String]) {
        self.name = name
        self.url = url
        self.events = events
    }
}

/// The changes of a webhook; nil leaves a property unchanged.
public struct WebhookChanges: Sendable {
    public var name: String?
    public var url: WebhookURL?
    public var events: [String]?
    public var contentType: Webhook.ContentType?
    public var isEnabled: Bool?
    public var secret: WebhookSecret?
    public var retry: RetryPolicy?

    public init() {}

    /// The webhook with the changes.
    public func applied(to webhook: Webhook, at time: Int64) -> Webhook {
        var changed = webhook
        changed.name = name ?? webhook.name
        changed.url = url ?? webhook.url
        changed.events = events ?? webhook.events
        changed.contentType = contentType ?? webhook.contentType
        changed.isEnabled = isEnabled ?? webhook.isEnabled
        changed.secret = secret ?? webhook.secret
        changed.retry = retry ?? webhook.retry
        changed.updatedAt = time
        return changed
    }
}

/// Why a webhook is refused.
public struct WebhookError: Error, Sendable, Equatable {
    /// The property that breaks the rule, by the vendor's name.
    public let property: String
    /// The rule.
    public let reason: String
}
