public import Contract
public import PoolEngine
public import Seeds

/// The descriptor of a domain, which is in its folder.
///
/// A domain may use earlier domains of `all`, but not later ones. A later domain reacts to changes of an earlier one by
/// a hook.
public struct Domain: Sendable {
    /// The domain's part of user pools.
    public let pool: PoolDomain
    /// The domain's list in seeds; nil if it has none.
    public let seed: (any SeedSection)?
    /// How the domain keeps custom data of its entities; nil when they have none.
    public let customData: CustomDataOwner?
    /// Returns the domain's operations; called on first use, not at the start.
    public let operations: @Sendable () -> [OperationEntry]

    /// The domain's name, `groups` for example.
    public var name: String { pool.name }

    /// Describes a domain.
    public init(
        pool: PoolDomain, seed: (any SeedSection)? = nil, customData: CustomDataOwner? = nil,
        operations: @escaping @Sendable () -> [OperationEntry] = { [] }
    ) {
        self.pool = pool
        self.seed = seed
        self.customData = customData
        self.operations = operations
    }

    /// The domains of the program.
    public static let all = [
        users, customFields, groups, organizations, departments, accessKeys, namespaces, roles, webhooks,
        dataResources, dataPolicies, resources, resourceGrants,
    ]
}

extension PoolDefinition {
    /// The pools of this program.
    public static let directory = PoolDefinition(Domain.all.map(\.pool), creation: newPool)
}

extension SeedFormat {
    /// The seeds of this program.
    public static let directory = SeedFormat(.directory, sections: Domain.all.compactMap(\.seed))
}
