internal import Locking
public import SQLite
internal import Synchronization

/// Where the state of the pools is kept.
public enum Storage: Sendable, Equatable {
    /// Only in memory; gone with the process.
    case memory
    /// One file for each pool in a folder.
    case directory(String)
}

/// All user pools the program serves; pools come and go while it does.
public final class UserPools: Sendable {
    private let registry: Lock<PoolRegistry>
    private let changes = Atomic<Int>(0)
    /// Puts pools in the data directory, which is held so that the folder stays ours; nil for pools in memory.
    let placement: PoolPlacement?
    /// Whether no other process can read the pools' files meanwhile, because memory cannot be shared in their folder.
    public let areOpenedAlone: Bool
    /// What the pools consist of.
    let definition: PoolDefinition
    /// What a commit has to survive.
    let durability: Durability
    /// Time, ids and randomness.
    let environment: Environment
    /// How many jobs each pool's mailbox keeps waiting.
    let waitingLimit: Int

    /// The pools, those of seeds first in the order of the seeds, then the others in the order in which they were made.
    ///
    /// The first serves callers that name none.
    public var all: [UserPool] { registry.withLock(\.all) }

    /// Grows whenever a pool comes or goes, and when access keys change.
    ///
    /// What was looked up after the generation was read is still true while the generation is the same.
    public var generation: Int { changes.load(ordering: .acquiring) }

    /// The pool with an id, if there is one.
    public func pool(id: String) -> UserPool? {
        registry.withLock { $0.pool(id: id) }
    }

    /// The access key with an id and the pool it belongs to, if there is one.
    public func accessKey(id: String) -> (pool: UserPool, key: AccessKey)? {
        registry.withLock { $0.accessKey(id: id) }
    }

    /// Opens the pools that exist and makes the ones that seeds ask for.
    ///
    /// A seed is applied to a pool that does not exist yet. Every pool is built beside the existing ones and put in
    /// place when all are complete, so a seed that breaks a rule leaves everything as it was.
    ///
    /// - Parameters:
    ///   - definition: what the pools consist of.
    ///   - storage: where the state is kept.
    ///   - durability: what a commit has to survive.
    ///   - seeds: the pools asked for.
    ///   - replacingExisting: whether a seed replaces a pool that exists.
    ///   - fallback: the pools to make when there is neither a seed nor a pool.
    ///   - environment: time, ids and randomness.
    ///   - waitingLimit: how many jobs each pool's mailbox keeps waiting, at least 1.
    ///   - idleLimits: how many files stay open without being used.
    /// - Throws: `DataDirectoryError`, `SQLiteError`, what a seed throws.
    public init<Seed: PoolSeed>(
        _ definition: PoolDefinition, storage: Storage, durability: Durability, seeds: [Seed],
        replacingExisting: Bool, fallback: () throws -> [Seed], environment: Environment,
        waitingLimit: Int = Mailbox.defaultWaitingLimit, idleLimits: IdleLimits = IdleLimits()
    ) throws {
        self.definition = definition
        self.durability = durability
        self.environment = environment
        self.waitingLimit = waitingLimit
        let pools: [UserPool]
        switch storage {
        case .memory:
            placement = nil
            areOpenedAlone = false
            let wanted = try Seed.prepared(seeds.isEmpty ? try fallback() : seeds) { _ in true }
            pools = try wanted.map { seed in
                try Self.poolInMemory(
                    definition, durability: durability, environment: environment, waitingLimit: waitingLimit
                ) {
                    try seed.fill($0, environment: environment)
                }
            }
        case .directory(let path):
            let directory = try DataDirectory(path: path)
            areOpenedAlone = try directory.tryDatabase()
            let placement = PoolPlacement(
                directory: directory, definition: definition, durability: durability,
                environment: environment,
                waitingLimit: waitingLimit, openFiles: OpenFiles(idleLimits))
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

    /// The pools whose files could not be opened when they were last needed, with the reasons.
    ///
    /// Asking has them tried again, for the next time.
    public var faults: [(poolId: String, reason: String)] {
        all.compactMap { pool in
            guard let reason = pool.mailbox.openingFailure.withLock(\.self) else { return nil }
            try? pool.mailbox.enqueue(OpeningJob())
            return (pool.id, reason)
        }
    }

    /// Finishes the work that waits and closes every pool.
    public func close() {
        for pool in all { pool.mailbox.close() }
    }

    /// Makes a pool in memory.
    ///
    /// - Parameters:
    ///   - definition: what the pool consists of.
    ///   - durability: what a commit has to survive.
    ///   - environment: time, ids and randomness.
    ///   - waitingLimit: how many jobs its mailbox keeps waiting.
    ///   - fill: puts a whole pool into an empty database.
    /// - Returns: the pool.
    /// - Throws: what `fill` throws, `SQLiteError`.
    static func poolInMemory(
        _ definition: PoolDefinition, durability: Durability, environment: Environment, waitingLimit: Int,
        fill: (Connection) throws -> Void
    ) throws -> UserPool {
        let connection = try Connection(path: ":memory:")
        try connection.configure(durability: durability)
        try fill(connection)
        let snapshots = try MemorySnapshots(seed: connection, at: environment.clock.now)
        return try UserPool(
            connection: connection, snapshots: snapshots, definition: definition, environment: environment,
            waitingLimit: waitingLimit)
    }

    /// Enters the access keys of a pool in the registry after each commit that changes them.
    func followAccessKeys(of pool: UserPool) {
        pool.mailbox.accessKeysDidChange.withLock { observer in
            observer = { [weak self, weak pool] keys in
                guard let self, let pool else { return }
                self.changeRegistry { $0.setAccessKeys(keys, of: pool) }
            }
        }
    }

    /// Changes which pools there are, or their access keys.
    func changeRegistry<Result: Sendable, Failure>(
        _ body: (inout PoolRegistry) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        defer { changes.add(1, ordering: .releasing) }
        return try registry.withLock { (registry) throws(Failure) in try body(&registry) }
    }
}
