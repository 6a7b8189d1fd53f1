public import HTTPClient
internal import Locking
public import SQLite
internal import Synchronization

/// Where the state of the pools is stored.
public enum Storage: Sendable, Equatable {
    /// In memory; lost at the end of the process.
    case memory
    /// In a folder, with one file for each pool.
    case directory(String)
}

/// All user pools that the program serves.
///
/// Pools can be added and removed while it serves.
public final class UserPools: Sendable {
    private let registry: Lock<PoolRegistry>
    private let changes = Atomic<Int>(0)
    /// Creates and removes the files of pools, and holds the lock of the data directory; nil for pools in memory.
    let placement: PoolPlacement?
    /// Whether no other process can read the pools' files at the same time, because their file system does not support
    /// shared memory.
    public let areOpenedAlone: Bool
    /// What the pools have in common.
    let configuration: PoolConfiguration
    /// Makes pools for unknown access keys; nil if they are refused.
    let onDemand: OnDemandPools?

    /// The most pools that calls add to, besides those on demand.
    let poolLimit: Int

    /// The most requests that the journal of each pool keeps.
    public var journalSize: Int { configuration.journalSize }
    /// Time, ids and randomness.
    var environment: Environment { configuration.environment }

    /// The pools: those of seeds in the order of the seeds, then the others in the order of their creation.
    ///
    /// The first one serves requests that name no pool.
    public var all: [UserPool] { registry.withLock(\.all) }

    /// The first pool that no unknown access key has made: that of requests that name none.
    public var first: UserPool? { registry.withLock { $0.all.first { !$0.isOnDemand } } }

    /// Increases when a pool is added or removed, and when access keys change.
    ///
    /// A result that was looked up after reading the generation is valid as long as the generation is the same.
    public var generation: Int { changes.load(ordering: .acquiring) }

    /// The pool with an id, if there is one.
    public func pool(id: String) -> UserPool? {
        registry.withLock { $0.pool(id: id) }
    }

    /// The access key with an id and the pool it belongs to, if there is one.
    public func accessKey(id: String) -> (pool: UserPool, key: AccessKey)? {
        registry.withLock { $0.accessKey(id: id) }
    }

    /// Opens the existing pools and creates the ones that seeds describe.
    ///
    /// A seed whose pool already exists is not applied. New pools are renamed into place when all of them are complete,
    /// so an invalid seed changes nothing.
    ///
    /// - Parameters:
    ///   - definition: the schema and hooks of their domains.
    ///   - storage: where the state is stored.
    ///   - durability: what a commit has to survive.
    ///   - seeds: the pools to create.
    ///   - replacingExisting: whether a seed replaces a pool that exists.
    ///   - fallback: the pools to create when there is neither a seed nor a pool.
    ///   - environment: time, ids and randomness.
    ///   - waitingLimit: the most jobs that may wait in each pool's mailbox, at least 1.
    ///   - journalSize: the most requests that the journal of each pool keeps; 0 for none.
    ///   - clocksFrozenAt: where the clock of each pool is frozen at first; nil for the machine's clock.
    ///   - onDemandIdle: how long a pool that an unknown access key has made stays without a call, in milliseconds; nil to
    ///     refuse such keys.
    ///   - poolLimit: up to how many pools calls may add others; those on demand do not count.
    ///   - httpClient: sends the deliveries of webhooks.
    ///   - idleLimits: how many unused files stay open, and how long.
    /// - Throws: `DataDirectoryError`, `SQLiteError`, what a seed throws.
    public init<Seed: PoolSeed>(
        _ definition: PoolDefinition, storage: Storage, durability: Durability, seeds: [Seed],
        replacingExisting: Bool, fallback: () throws -> [Seed], environment: Environment,
        waitingLimit: Int = Mailbox.defaultWaitingLimit, journalSize: Int = 1_000,
        clocksFrozenAt: Timestamp? = nil, onDemandIdle: Int? = nil, poolLimit: Int = 4_096,
        httpClient: HTTPClient = .local, idleLimits: IdleLimits = IdleLimits()
    ) throws {
        let configuration = PoolConfiguration(
            definition: definition, durability: durability, environment: environment,
            waitingLimit: waitingLimit, journalSize: journalSize, clocksFrozenAt: clocksFrozenAt,
            httpClient: httpClient)
        self.configuration = configuration
        self.poolLimit = poolLimit
        onDemand = onDemandIdle.map { OnDemandPools(idleTime: Int64($0)) }
        let pools: [UserPool]
        switch storage {
        case .memory:
            placement = nil
            areOpenedAlone = false
            let wanted = try Seed.prepared(seeds.isEmpty ? try fallback() : seeds) { _ in true }
            pools = try wanted.map { seed in
                let environment = configuration.environment.part("seed of \(seed.id)")
                return try Self.poolInMemory(configuration) { try seed.fill($0, environment: environment) }
            }
        case .directory(let path):
            let directory = try DataDirectory(path: path)
            areOpenedAlone = try directory.tryDatabase()
            let placement = PoolPlacement(
                directory: directory, configuration: configuration, openFiles: OpenFiles(idleLimits))
            self.placement = placement
            try placement.finishRemovals()
            let existing = try directory.poolFiles()
            let asked = seeds.isEmpty && existing.isEmpty ? try fallback() : seeds
            let wanted = try Seed.prepared(asked) {
                replacingExisting || !FileSystem.exists(PoolFile(id: $0.id, in: path).path)
            }
            pools = try placement.pools(
                seeds: wanted, existing: existing, replacingExisting: replacingExisting)
            Seed.didApply(wanted, to: path, at: environment.clock.now)
        }
        registry = Lock(PoolRegistry(pools))
        for pool in pools { followAccessKeys(of: pool) }
    }

    /// The pools whose files could not be opened the last time, with the reasons.
    ///
    /// Reading this property also tries to open them again; the next read shows the result.
    public var faults: [(poolId: String, reason: String)] {
        all.compactMap { pool in
            guard let reason = pool.mailbox.openingFailure.withLock(\.self) else { return nil }
            try? pool.mailbox.enqueue(OpeningJob())
            return (pool.id, reason)
        }
    }

    /// Runs the waiting jobs and closes all pools.
    public func close() {
        for pool in all { pool.mailbox.close() }
    }

    /// Creates a pool in memory.
    ///
    /// - Parameters:
    ///   - configuration: what all pools have in common.
    ///   - fill: writes a whole pool into an empty database.
    /// - Returns: the pool.
    /// - Throws: what `fill` throws, `SQLiteError`.
    static func poolInMemory(
        _ configuration: PoolConfiguration, fill: (Connection) throws -> Void
    ) throws -> UserPool {
        let connection = try Connection(path: ":memory:")
        try connection.configure(durability: configuration.durability)
        try fill(connection)
        let snapshots = try MemorySnapshots(seed: connection, at: configuration.environment.clock.now)
        return try UserPool(connection: connection, snapshots: snapshots, configuration: configuration)
    }

    /// Updates the registry after each commit that changes access keys of a pool.
    func followAccessKeys(of pool: UserPool) {
        pool.mailbox.accessKeysDidChange.withLock { observer in
            observer = { [weak self, weak pool] keys in
                guard let self, let pool else { return }
                self.changeRegistry { $0.setAccessKeys(keys, of: pool) }
            }
        }
    }

    /// Changes the registry and increases the generation.
    func changeRegistry<Result: Sendable, Failure>(
        _ body: (inout PoolRegistry) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { changes.add(1, ordering: .releasing) }
        return try registry.withLock { (registry) throws(Failure) in try body(&registry) }
    }
}
