package import SQLite

/// Where the state of the pools is kept.
package enum Storage: Sendable, Equatable {
    /// Only in memory; gone with the process.
    case memory
    /// One file for each pool in a folder.
    case directory(String)
}

/// All user pools the program serves.
package final class UserPools: Sendable {
    /// The pools, those of seeds first in the order of the seeds, then the others by the names of their files.
    ///
    /// The first serves callers that name none.
    package let all: [UserPool]

    private let byId: [String: UserPool]
    private let byAccessKey: [String: (pool: UserPool, key: AccessKey)]
    /// Held so that the folder stays ours.
    private let directory: DataDirectory?

    /// The pool with an id, if there is one.
    package func pool(id: String) -> UserPool? {
        byId[id]
    }

    /// The access key with an id and the pool it belongs to, if there is one.
    package func accessKey(id: String) -> (pool: UserPool, key: AccessKey)? {
        byAccessKey[id]
    }

    /// Opens the pools that exist and makes the ones that seeds ask for.
    ///
    /// A seed is applied to a pool that does not exist yet. Every pool is built beside the existing ones and put in
    /// place when all are complete, so a seed that breaks a rule leaves everything as it was.
    ///
    /// - Parameters:
    ///   - storage: where the state is kept.
    ///   - durability: what a commit has to survive.
    ///   - seeds: the pools asked for.
    ///   - replacingExisting: whether a seed replaces a pool that exists.
    ///   - fallback: the pools to make when there is neither a seed nor a pool.
    ///   - sources: time, ids and randomness.
    ///   - waitingLimit: how many jobs each pool's mailbox keeps waiting, at least 1.
    /// - Throws: `DataDirectoryError`, `SeedError`, `SQLiteError`.
    package init(
        storage: Storage, durability: Durability, seeds: [SeedUserPool], replacingExisting: Bool,
        fallback: () throws -> [SeedUserPool], sources: Sources,
        waitingLimit: Int = Mailbox.defaultWaitingLimit
    ) throws {
        switch storage {
        case .memory:
            directory = nil
            let wanted = seeds.isEmpty ? try fallback() : seeds
            try PoolBuilder.requireDistinct(wanted)
            all = try wanted.map { seed in
                let connection = try Connection(path: ":memory:")
                try connection.configure(durability: durability)
                try PoolBuilder.build(seed, on: connection, sources: sources)
                return try UserPool(
                    connection: connection, sources: sources, waitingLimit: waitingLimit)
            }
        case .directory(let path):
            let directory = try DataDirectory(path: path)
            self.directory = directory
            let existing = try directory.poolFiles()
            let wanted = seeds.isEmpty && existing.isEmpty ? try fallback() : seeds
            try PoolBuilder.requireDistinct(wanted)
            let placement = PoolPlacement(
                directory: directory, durability: durability, sources: sources, waitingLimit: waitingLimit)
            all = try placement.pools(
                seeds: wanted, existing: existing, replacingExisting: replacingExisting)
        }
        byId = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        byAccessKey = Dictionary(
            uniqueKeysWithValues: all.flatMap { pool in pool.accessKeys.map { ($0.id, (pool, $0)) } })
    }

    /// Finishes the work that waits and closes every pool.
    package func close() {
        for pool in all { pool.mailbox.close() }
    }
}
