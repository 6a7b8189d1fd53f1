public import SQLite

/// The schema, differences and hooks of all domains of the program.
public struct PoolDefinition: Sendable {
    /// The letters "GenA": the application id of the files of this program.
    private static let applicationId: Int32 = 0x4765_6e41

    /// The tables of a pool's file.
    public let schema: Schema
    /// The tables of a difference, in its order.
    public let differences: [DiffTable]
    public let hooks: [PoolHook]
    /// Keeps the webhooks of a pool; nil if no domain does.
    public let webhookStore: (any WebhookStore)?

    /// Combines domains.
    ///
    /// - Parameters:
    ///   - domains: the domains; each may refer to those before it.
    ///   - creation: makes the tables of a new pool at once, with the effect of the steps up to its version.
    public init(_ domains: [PoolDomain], creation: Migration? = nil) {
        schema = Schema(
            applicationId: Self.applicationId, migrations: Self.migrations(of: domains), creation: creation)
        differences = domains.flatMap(\.differences)
        hooks = domains.flatMap(\.hooks)
        webhookStore = domains.compactMap(\.webhookStore).first
    }

    /// The migrations of all domains; those to one version are run together, in the order of the domains.
    private static func migrations(of domains: [PoolDomain]) -> [Migration] {
        let steps = PoolIdentity.migrations + domains.flatMap(\.migrations)
        let newest = steps.map(\.version).max() ?? 0
        return (0..<newest).map { index in
            let own = steps.filter { $0.version == index + 1 }
            return Migration(version: index + 1, script: own.map(\.script).joined(separator: "\n"))
        }
    }
}
