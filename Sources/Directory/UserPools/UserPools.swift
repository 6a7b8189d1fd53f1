internal import Glibc
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
    /// The pools in the order of their files' names; the first serves callers that name none.
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
    /// - Throws: `DataDirectoryError`, `SeedError`, `SQLiteError`.
    package init(
        storage: Storage, durability: Durability, seeds: [SeedUserPool], replacingExisting: Bool,
        fallback: () throws -> [SeedUserPool], sources: Sources
    ) throws {
        var pools: [UserPool]
        switch storage {
        case .memory:
            directory = nil
            let wanted = seeds.isEmpty ? try fallback() : seeds
            pools = try wanted.map { seed in
                let connection = try Connection(path: ":memory:")
                try connection.configure(durability: durability)
                try PoolBuilder.build(seed, on: connection, sources: sources)
                return try UserPool(connection: connection, sources: sources)
            }
        case .directory(let path):
            let directory = try DataDirectory(path: path)
            self.directory = directory
            let existing = try directory.poolFiles()
            let wanted = seeds.isEmpty && existing.isEmpty ? try fallback() : seeds
            try Self.place(
                wanted, in: directory, durability: durability, replacingExisting: replacingExisting,
                sources: sources)
            pools = try directory.poolFiles().map { file in
                try Self.naming(file.path) {
                    try UserPool(connection: file.open(durability: durability), sources: sources)
                }
            }
        }
        var byId: [String: UserPool] = [:]
        var byAccessKey: [String: (pool: UserPool, key: AccessKey)] = [:]
        for pool in pools {
            byId[pool.id] = pool
            for key in pool.accessKeys {
                if let other = byAccessKey.updateValue((pool, key), forKey: key.id)?.pool {
                    throw SeedError.accessKeyInTwoPools(key: key.id, pools: [other.id, pool.id])
                }
            }
        }
        all = pools
        self.byId = byId
        self.byAccessKey = byAccessKey
    }

    /// Finishes the work that waits and closes every pool.
    package func close() {
        for pool in all { pool.mailbox.close() }
    }

    /// Builds the pools that are missing, or all of them, and puts them in place together.
    private static func place(
        _ seeds: [SeedUserPool], in directory: DataDirectory, durability: Durability, replacingExisting: Bool,
        sources: Sources
    ) throws {
        var finished: [(from: String, to: PoolFile)] = []
        for seed in seeds {
            let file = PoolFile(id: seed.id, in: directory.path)
            let exists = access(file.path, F_OK) == 0
            if exists && !replacingExisting { continue }
            // Seeing that the old file is ours before it is replaced, and emptying its write-ahead log, which would
            // otherwise be taken for the new file's.
            if exists { try naming(file.path) { try file.open(durability: durability).checkpoint() } }
            let unfinished =
                String(file.path.dropLast(PoolFile.suffix.utf8.count)) + PoolFile.unfinishedSuffix
            let connection = try Connection(path: unfinished)
            try connection.configure(durability: durability)
            try PoolBuilder.build(seed, on: connection, sources: sources)
            try connection.checkpoint()
            finished.append((unfinished, file))
        }
        for (from, to) in finished {
            guard rename(from, to.path) == 0 else {
                throw DataDirectoryError.systemCall("rename", path: from, code: errno)
            }
        }
    }

    /// Adds the file's path to what went wrong with it.
    private static func naming<Result>(_ path: String, _ body: () throws -> sending Result) throws
        -> sending Result
    {
        do {
            return try body()
        } catch let refusal as SchemaRefusal {
            throw DataDirectoryError.unusableFile(path: path, reason: refusal.description)
        } catch let error as SQLiteError {
            throw DataDirectoryError.unusableFile(path: path, reason: error.message)
        }
    }
}
