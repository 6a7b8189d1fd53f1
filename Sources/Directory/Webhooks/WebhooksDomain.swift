internal import PoolEngine
internal import SQLite

extension Domain {
    /// The receivers of events.
    ///
    /// The service's own operations on them are not emulated; the control API has calls.
    static let webhooks = Domain(
        pool: PoolDomain(
            "webhooks", migrations: [Migration(version: 8, script: version8)], differences: [differences],
            webhookStore: StoredWebhooks()),
        seed: WebhooksSeed())

    private static let differences = DiffTable(
        "webhooks", from: "webhooks t", identity: [DiffTable.Column("webhookId")],
        values: [
            DiffTable.Column("name"), DiffTable.Column("url"), DiffTable.Column("events", nil, .json),
            DiffTable.Column("contentType"), DiffTable.Column("enabled", "t.isEnabled", .flag),
            DiffTable.Column("secret", nil, .secret), DiffTable.Column("retryConfig", nil, .json),
            DiffTable.Column("createdAt", nil, .time), DiffTable.Column("updatedAt", nil, .time),
        ])

    private static let version8 = """
        CREATE TABLE webhooks (
            key INTEGER PRIMARY KEY,
            webhookId TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            url TEXT NOT NULL,
            events TEXT NOT NULL,
            contentType TEXT NOT NULL,
            isEnabled INTEGER NOT NULL,
            secret TEXT,
            retryConfig TEXT,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL
        );
        """
}
