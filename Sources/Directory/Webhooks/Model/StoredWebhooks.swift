internal import PoolEngine
internal import SQLite
internal import Webhooks

/// The webhooks in the database of a pool.
struct StoredWebhooks: WebhookStore {
    private static let columns =
        "webhookId, name, url, events, contentType, isEnabled, secret, retryConfig, createdAt, updatedAt"
    private static let all = SQL("SELECT \(columns) FROM webhooks ORDER BY key")
    private static let byId = SQL("SELECT \(columns) FROM webhooks WHERE webhookId = ?1")
    private static let insert = SQL(
        "INSERT INTO webhooks (\(columns)) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
    private static let update = SQL(
        """
        UPDATE webhooks SET name = ?2, url = ?3, events = ?4, contentType = ?5, isEnabled = ?6, secret = ?7,
            retryConfig = ?8, updatedAt = ?9
        WHERE webhookId = ?1
        """)
    private static let delete = SQL("DELETE FROM webhooks WHERE webhookId = ?1")

    func all(of connection: Connection) throws -> [Webhook] {
        // A row that another program has damaged must not end every operation with an event.
        try connection.all(Self.all, read: WebhookRow.init).compactMap { try? $0.webhook() }
    }

    func add(_ new: NewWebhook, in transaction: PoolTransaction) throws -> Webhook {
        let now = transaction.environment.clock.now.milliseconds
        let webhook = Webhook(
            id: new.id ?? transaction.environment.newId(), name: new.name, url: new.url, events: new.events,
            contentType: new.contentType, isEnabled: new.isEnabled, secret: new.secret, retry: new.retry,
            createdAt: now, updatedAt: now)
        try transaction.connection.run(
            Self.insert, webhook.id, webhook.name, webhook.url.text, WebhookRow.text(of: webhook.events),
            webhook.contentType.rawValue, webhook.isEnabled, webhook.secret?.text,
            webhook.retry.map(WebhookRow.text), now, now)
        transaction.webhooksDidChange()
        return webhook
    }

    func update(_ id: String, _ changes: WebhookChanges, in transaction: PoolTransaction) throws -> Webhook? {
        let connection = transaction.connection
        guard let row = try connection.first(Self.byId, id, read: WebhookRow.init) else { return nil }
        let webhook = changes.applied(
            to: try row.webhook(), at: transaction.environment.clock.now.milliseconds)
        try connection.run(
            Self.update, id, webhook.name, webhook.url.text, WebhookRow.text(of: webhook.events),
            webhook.contentType.rawValue, webhook.isEnabled, webhook.secret?.text,
            webhook.retry.map(WebhookRow.text), webhook.updatedAt)
        transaction.webhooksDidChange()
        return webhook
    }

    func delete(_ id: String, in transaction: PoolTransaction) throws -> Bool {
        let count = try transaction.connection.run(Self.delete, id)
        if count > 0 { transaction.webhooksDidChange() }
        return count > 0
    }
}
