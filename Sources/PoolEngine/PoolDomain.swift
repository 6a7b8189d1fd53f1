package import SQLite

/// What one domain adds to user pools: its tables, and what it does about them.
package struct PoolDomain: Sendable {
    /// The domain's name, `groups` for example.
    package let name: String
    /// The steps that lead to the domain's present tables.
    ///
    /// Their versions are those of the pool's file, which all domains share. A new step has the next version. A step that
    /// was released never changes.
    package let migrations: [Migration]
    /// The rows that a comparison of two states has, in its order.
    package let differences: [DiffTable]
    /// What the domain does when something happens in an earlier one.
    package let hooks: [PoolHook]

    /// Describes a domain.
    package init(
        _ name: String, migrations: [Migration] = [], differences: [DiffTable] = [], hooks: [PoolHook] = []
    ) {
        self.name = name
        self.migrations = migrations
        self.differences = differences
        self.hooks = hooks
    }
}
