internal import Glibc
internal import SQLite

/// Opens the pools of a data directory and puts the pools of seeds among them.
struct PoolPlacement {
    let directory: DataDirectory
    let durability: Durability
    let sources: Sources
    let waitingLimit: Int

    /// All pools: the ones that exist, and the ones seeds ask for.
    ///
    /// What exists is opened first, then every new pool is built in a file of its own, and only when all are complete
    /// are they renamed into place. A refusal on the way leaves the directory as it was.
    ///
    /// - Parameters:
    ///   - seeds: the pools asked for, with distinct ids and access keys.
    ///   - existing: the files of the pools that exist.
    ///   - replacingExisting: whether a seed replaces a pool that exists.
    /// - Returns: the pools of seeds in the order of the seeds, then the others by the names of their files.
    /// - Throws: `DataDirectoryError`, `SeedError`, `SQLiteError`.
    func pools(
        seeds: [SeedUserPool], existing: [PoolFile], replacingExisting: Bool
    ) throws -> [UserPool] {
        let files = seeds.map { PoolFile(id: $0.id, in: directory.path) }
        let existingPaths = Set(existing.map(\.path))
        let built = zip(seeds, files).filter { replacingExisting || !existingPaths.contains($1.path) }
        let builtPaths = Set(built.map(\.1.path))

        var pools: [String: UserPool] = [:]
        for file in existing where !builtPaths.contains(file.path) { pools[file.path] = try open(file) }
        try requireDistinct(pools)
        for (seed, file) in built {
            try requireFreeKeys(seed, among: pools.values)
            // Seeing that the old file is ours before it is replaced, and emptying its write-ahead log, which would
            // otherwise be taken for the new file's.
            if existingPaths.contains(file.path) {
                try naming(file) { try file.open(durability: durability).checkpoint() }
            }
        }
        let unfinished: [String]
        do {
            unfinished = try built.map { try build($0, beside: $1) }
        } catch {
            try directory.removeUnfinished()
            throw error
        }
        for ((_, file), path) in zip(built, unfinished) {
            guard rename(path, file.path) == 0 else {
                throw DataDirectoryError.systemCall("rename", path: path, code: errno)
            }
            pools[file.path] = try open(file)
        }
        let seeded = Set(files.map(\.path))
        return (files.map(\.path) + existing.map(\.path).filter { !seeded.contains($0) }).compactMap {
            pools[$0]
        }
    }

    private func open(_ file: PoolFile) throws -> UserPool {
        try naming(file) {
            try UserPool(
                connection: file.open(durability: durability), sources: sources, waitingLimit: waitingLimit)
        }
    }

    /// Builds a pool in a file that the next start would remove.
    ///
    /// - Returns: the file's path.
    private func build(_ seed: SeedUserPool, beside file: PoolFile) throws -> String {
        let path = String(file.path.dropLast(PoolFile.suffix.count)) + PoolFile.unfinishedSuffix
        let connection = try Connection(path: path)
        try connection.configure(durability: durability)
        try PoolBuilder.build(seed, on: connection, sources: sources)
        try connection.checkpoint()
        return path
    }

    /// Refuses files that cannot stand side by side, as after copying one by hand.
    private func requireDistinct(_ pools: [String: UserPool]) throws {
        var ids: [String: String] = [:]
        var keys: [String: String] = [:]
        for (path, pool) in pools.sorted(by: { $0.key < $1.key }) {
            if let other = ids.updateValue(path, forKey: pool.id) {
                throw DataDirectoryError.unusableFile(
                    path: path, reason: "\(other) holds the same user pool, \(pool.id)")
            }
            for key in pool.accessKeys {
                if let other = keys.updateValue(path, forKey: key.id) {
                    throw DataDirectoryError.unusableFile(
                        path: path, reason: "\(other) holds the same access key, \(key.id)")
                }
            }
        }
    }

    private func requireFreeKeys(_ seed: SeedUserPool, among pools: some Sequence<UserPool>) throws {
        for pool in pools {
            let taken = Set(pool.accessKeys.map(\.id))
            for (place, key) in seed.accessKeys where taken.contains(key.id) {
                throw place.member("id").error("belongs to the user pool \(pool.id), which exists already")
            }
        }
    }

    /// Adds the file's path to what went wrong with it.
    private func naming<Result>(_ file: PoolFile, _ body: () throws -> sending Result) throws
        -> sending Result
    {
        do {
            return try body()
        } catch let refusal as SchemaRefusal {
            throw DataDirectoryError.unusableFile(path: file.path, reason: refusal.description)
        } catch let error as SQLiteError {
            throw DataDirectoryError.unusableFile(path: file.path, reason: error.message)
        }
    }
}
