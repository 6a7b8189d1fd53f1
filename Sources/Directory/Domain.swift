public import Contract
public import PoolEngine
public import Seeds

/// The description of a domain, which its folder contains.
///
/// A domain may use those before it in `all`, never a later one. What has to happen in a later domain when something
/// happens in an earlier one is a hook of the later one.
public struct Domain: Sendable {
    /// The domain's part of user pools.
    public let pool: PoolDomain
    /// The domain's list in seeds; nil when it has none.
    public let seed: (any SeedSection)?
    /// How the domain keeps custom data of its entities; nil when they have none.
    public let customData: CustomDataOwner?
    /// Makes the list of the domain's operations; called when they are needed, not when the program starts.
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
    public static let all = [users, customFields, groups, organizations, departments, accessKeys, roles]
}

extension PoolDefinition {
    /// The pools of this program.
    public static let directory = PoolDefinition(Domain.all.map(\.pool), creation: newPool)
}

extension SeedFormat {
    /// The seeds of this program.
    public static let directory = SeedFormat(.directory, sections: Domain.all.compactMap(\.seed))
}
