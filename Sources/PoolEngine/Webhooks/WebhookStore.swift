public import SQLite
public import Webhooks

/// How a domain keeps the webhooks of a pool.
public protocol WebhookStore: Sendable {
    /// All webhooks, oldest first.
    ///
    /// - Throws: `SQLiteError`.
    func all(of connection: Connection) throws -> [Webhook]

    /// Makes a webhook.
    ///
    /// - Throws: `SQLiteError`.
    func add(_ new: NewWebhook, in transaction: PoolTransaction) throws -> Webhook

    /// Changes a webhook.
    ///
    /// - Returns: the changed webhook; nil if there is none with the id.
    /// - Throws: `SQLiteError`.
    func update(_ id: String, _ changes: WebhookChanges, in transaction: PoolTransaction) throws -> Webhook?

    /// Removes a webhook.
    ///
    /// - Returns: false if there is none with the id.
    /// - Throws: `SQLiteError`.
    func delete(_ id: String, in transaction: PoolTransaction) throws -> Bool
}
