package import SQLite

/// What user pools consist of: the sum of the domains of a program.
package struct PoolDefinition: Sendable {
    /// The tables of a pool's file.
    package let schema: Schema
    /// The rows that a comparison of two states has, in its order.
    package let differences: [DiffTable]
    /// What domains do when something happens in another one.
    package let hooks: [PoolHook]

    /// Combines the parts.
    package init(schema: Schema, differences: [DiffTable], hooks: [PoolHook]) {
        self.schema = schema
        self.differences = differences
        self.hooks = hooks
    }
}
