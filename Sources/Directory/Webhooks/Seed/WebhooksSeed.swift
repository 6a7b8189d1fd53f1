internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds
internal import Webhooks

/// The webhooks of a seed.
struct WebhooksSeed: SeedSection {
    private static let setUpdate = SQL("UPDATE webhooks SET updatedAt = ?2 WHERE key = ?1")
    private static let fields = [
        "webhookId", "name", "url", "events", "contentType", "enabled", "secret", "retryConfig",
    ]

    let name = "webhooks"

    func read(_ list: SeedList, into build: SeedBuild?) throws {
        try list.forEach { element in
            guard element.number < UserPool.mostWebhooks else {
                throw list.path.error("must have at most \(UserPool.mostWebhooks) webhooks")
            }
            let object = try SeedObject(
                element.value, at: element.path, allowing: Self.fields + SeedTimes.fields)
            let webhook = try Self.webhook(object)
            let times = try SeedTimes(of: object)
            _ = try build?.make(at: element.path, times, setUpdate: Self.setUpdate) { transaction in
                _ = try StoredWebhooks().add(webhook, in: transaction)
                return transaction.connection.lastInsertedRow
            }
        }
    }

    private static func webhook(_ object: SeedObject) throws -> NewWebhook {
        do {
            let url = try WebhookURL(object.requiredText("url"))
            guard object["events"] != nil else { throw object.path.error("events is missing") }
            var new = NewWebhook(
                name: try object.requiredText("name"), url: url, events: try object.texts("events"))
            new.id = try object.id("webhookId")
            new.contentType = try object.choice("contentType", of: Webhook.ContentType.self) ?? .json
            new.isEnabled = try object.bool("enabled") ?? true
            if let secret = try object.text("secret", emptyIsNone: true) {
                new.secret = try WebhookSecret(secret)
            }
            new.retry = try object["retryConfig"].map { (value) throws(WebhookError) in try RetryPolicy(value)
            }
            return new
        } catch let error as WebhookError {
            throw error.property.split(separator: ".").reduce(object.path) { $0.member(String($1)) }
                .error(error.reason)
        }
    }

    func write(to export: inout SeedExport) throws {
        let webhooks = try StoredWebhooks().all(of: export.connection)
        // A pool without webhooks has the same export as before there were any.
        guard !webhooks.isEmpty else { return }
        export.writer.name("webhooks")
        export.writer.beginArray()
        for webhook in webhooks {
            export.writer.beginObject()
            export.writer.member("webhookId", webhook.id)
            export.writer.member("name", webhook.name)
            export.writer.member("url", webhook.url.text)
            export.writer.name("events")
            export.writer.beginArray()
            for name in webhook.events { export.writer.string(name) }
            export.writer.endArray()
            export.writer.member("contentType", webhook.contentType.rawValue)
            if !webhook.isEnabled { export.writer.member("enabled", false) }
            if let secret = webhook.secret { export.writer.member("secret", secret.text) }
            if let retry = webhook.retry {
                export.writer.name("retryConfig")
                retry.write(to: &export.writer)
            }
            export.writeTimes(
                Timestamp(milliseconds: webhook.createdAt), Timestamp(milliseconds: webhook.updatedAt))
            export.writer.endObject()
        }
        export.writer.endArray()
    }
}
