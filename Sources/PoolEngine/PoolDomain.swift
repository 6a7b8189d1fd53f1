public import SQLite

/// The tables, differences and hooks of one domain.
public struct PoolDomain: Sendable {
    /// The domain's name, such as `groups`.
    public let name: String
    /// The migrations that create the domain's current tables.
    ///
    /// All domains share the version number of the pool's file. A new migration has the next version. A released
    /// migration never changes.
    public let migrations: [Migration]
    /// The domain's tables of a difference, in its order.
    public let differences: [DiffTable]
    /// The hooks that the domain registers with earlier domains.
    public let hooks: [PoolHook]
    /// Keeps webhooks, if the domain does.
    public let webhookStore: (any WebhookStore)?

    public init(
        _ name: String, migrations: [Migration] = [], differences: [DiffTable] = [], hooks: [PoolHook] = [],
        webhookStore: (any WebhookStore)? = nil
    ) {
        self.name = name
        self.migrations = migrations
        self.differences = differences
        self.hooks = hooks
        self.webhookStore = webhookStore
    }
}
