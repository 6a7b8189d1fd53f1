public import SQLite

/// What one domain adds to user pools: its tables, and what it does about them.
public struct PoolDomain: Sendable {
    /// The domain's name, `groups` for example.
    public let name: String
    /// The steps that lead to the domain's present tables.
    ///
    /// Their versions are those of the pool's file, which all domains share. A new step has the next version. A step that
    /// was released never changes.
    public let migrations: [Migration]
    /// The rows that a comparison of two states has, in its order.
    public let differences: [DiffTable]
    /// What the domain does when something happens in an earlier one.
    public let hooks: [PoolHook]

    /// Describes a domain.
    public init(
        _ name: String, migrations: [Migration] = [], differences: [DiffTable] = [], hooks: [PoolHook] = []
    ) {
        self.name = name
        self.migrations = migrations
        self.differences = differences
        self.hooks = hooks
    }
}
