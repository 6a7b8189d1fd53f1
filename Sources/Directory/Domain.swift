package import Contract
package import PoolEngine
package import Seeds

/// Everything the program knows of one domain, entered in one place: the domain's own folder.
///
/// A domain may use those before it in `all`, never a later one. What has to happen in a later domain when something
/// happens in an earlier one is a hook of the later one.
package struct Domain: Sendable {
    /// The domain's part of user pools.
    package let pool: PoolDomain
    /// The domain's list in seeds; nil when it has none.
    package let seed: (any SeedSection)?
    /// Makes the list of the domain's operations; called when they are needed, not when the program starts.
    package let operations: @Sendable () -> [OperationEntry]

    /// The domain's name, `groups` for example.
    package var name: String { pool.name }

    /// Describes a domain.
    package init(
        pool: PoolDomain, seed: (any SeedSection)? = nil,
        operations: @escaping @Sendable () -> [OperationEntry] = { [] }
    ) {
        self.pool = pool
        self.seed = seed
        self.operations = operations
    }

    /// The domains of the program.
    package static let all = [users, customFields, groups, organizations, departments]
}

extension PoolDefinition {
    /// The pools of this program.
    package static let directory = PoolDefinition(Domain.all.map(\.pool))
}

extension SeedFormat {
    /// The seeds of this program.
    package static let directory = SeedFormat(.directory, sections: Domain.all.compactMap(\.seed))
}
