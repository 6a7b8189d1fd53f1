internal import Dispatch
internal import Locking
internal import Platform
internal import SQLite

/// Finds the pools of a data directory, and creates and removes pools there.
struct PoolPlacement: Sendable {
    let directory: DataDirectory
    let configuration: PoolConfiguration
    let openFiles: OpenFiles

    private var schema: Schema { configuration.definition.schema }
    private var durability: Durability { configuration.durability }

    /// Opens the existing pools and creates the ones that seeds describe.
    ///
    /// The existing files are checked first. Then each new pool is built in a temporary file, and only when all are
    /// complete are they renamed. An error on the way leaves the directory unchanged. No file stays open.
    ///
    /// - Parameters:
    ///   - seeds: the pools to create, with distinct ids and access keys.
    ///   - existing: the files of the pools that exist.
    ///   - replacingExisting: whether a seed replaces a pool that exists.
    /// - Returns: the pools of seeds in the order of the seeds, then the others in the order of their creation.
    /// - Throws: `DataDirectoryError`, `SQLiteError`, what a seed throws.
    func pools<Seed: PoolSeed>(
        seeds: [Seed], existing: [PoolFile], replacingExisting: Bool
    ) throws -> [UserPool] {
        let files = seeds.map { PoolFile(id: $0.id, in: directory.path) }
        let existingPaths = Set(existing.map(\.path))
        let built = zip(seeds, files).filter { replacingExisting || !existingPaths.contains($1.path) }
        let builtPaths = Set(built.map(\.1.path))
        // An invalid seed is also refused if its pool already exists.
        for (seed, file) in zip(seeds, files) where !builtPaths.contains(file.path) {
            try seed.checkForm()
        }

        var identities = try self.identities(of: existing.filter { !builtPaths.contains($0.path) })
        try requireDistinct(identities)
        for (seed, file) in built {
            try requireFreeKeys(seed, among: identities.values)
            // Before the old file is replaced, it is checked to be ours, and its write-ahead log is emptied: SQLite
            // would apply it to the new file.
            if existingPaths.contains(file.path) {
                try file.naming { try file.open(schema, durability: durability).checkpoint() }
            }
        }
        do {
            for (seed, file) in built { identities[file.path] = try build(seed, as: file) }
            // Never replace a file that has not been checked.
            for (_, file) in built
            where !existingPaths.contains(file.path) && FileSystem.exists(file.path) {
                throw DataDirectoryError.unusableFile(
                    path: file.path, reason: "it appeared while the server was starting; start again")
            }
        } catch {
            try directory.removeUnfinished()
            for (_, file) in built { try snapshots(of: file).removeRemains() }
            guard (error as? SQLiteError)?.cause == .diskFull else { throw error }
            throw DataDirectoryError.systemCall("write", path: directory.path, code: ENOSPC)
        }
        // The memory used for a large seed is not needed any more; returning it takes milliseconds.
        if seeds.contains(where: \.isLarge) { Memory.trim() }
        try FileSystem.synchronise(
            built.flatMap { [$1.unfinishedPath, snapshots(of: $1).unfinishedSeedPath] })
        for (_, file) in built {
            // SQLite would apply the log of a database that was removed by hand to the new file.
            if !existingPaths.contains(file.path) { try FileSystem.removeLog(of: file.path) }
            try FileSystem.rename(file.unfinishedPath, to: file.path, durability: durability)
        }
        try settleSnapshots(of: identities)
        return pools(identities, first: files)
    }

    /// Removes incomplete snapshots, and gives the images of newly created pools their final names.
    private func settleSnapshots(of identities: [String: PoolIdentity]) throws {
        for (path, identity) in identities {
            let snapshots = snapshots(of: PoolFile(path: path))
            try snapshots.removeUnfinished()
            try snapshots.settleSeed(of: identity)
        }
        for file in try directory.filesWithSnapshots() where identities[file.path] == nil {
            try snapshots(of: file).removeRemains()
        }
    }

    /// Adds a new pool.
    ///
    /// - Parameters:
    ///   - identity: its identity; no pool has this id.
    ///   - contents: another pool's database, which is copied.
    ///   - report: receives how much is copied, if anyone asks.
    /// - Returns: the pool, its file closed.
    /// - Throws: `SnapshotError.userPoolExists`, `DataDirectoryError`, `SchemaRefusal`, `SQLiteError`; no file remains
    ///   then.
    func add(
        _ identity: PoolIdentity, with contents: Connection, report: PoolWork.Report?
    ) throws -> UserPool {
        let file = PoolFile(id: identity.id, in: directory.path)
        let snapshots = snapshots(of: file)
        // A file that was put there by hand while the program runs must not be replaced.
        guard !FileSystem.exists(file.path) else { throw SnapshotError.userPoolExists(identity.id) }
        do {
            // Snapshots of a pool with this id whose file was removed by hand do not belong to the new pool.
            try finishRemoval(of: file)
            do {
                try FileSystem.removeDatabase(file.unfinishedPath)
                try FileSystem.makeFile(file.unfinishedPath)
                let connection = try Connection(path: file.unfinishedPath)
                try connection.configureForBuilding()
                try connection.replaceContents(withThoseOf: contents, report: report)
                try schema.migrate(connection)
                try identity.write(to: connection)
            }
            try snapshots.prepareSeed(from: file.unfinishedPath, at: identity.createdAt)
            try FileSystem.synchronise([file.unfinishedPath, snapshots.unfinishedSeedPath])
            try FileSystem.rename(file.unfinishedPath, to: file.path, durability: durability)
        } catch {
            try? FileSystem.removeDatabase(file.unfinishedPath)
            try? snapshots.removeAll()
            throw error
        }
        // From here on the pool exists; if this fails, the next start does it.
        try? snapshots.nameSeed()
        return pool(identity, in: file)
    }

    /// Removes the file of a closed pool, and its snapshots.
    ///
    /// - Throws: `DataDirectoryError`; if only its snapshots cannot be removed, the pool itself is gone, and the next
    ///   start continues.
    func remove(_ id: String) throws {
        let file = PoolFile(id: id, in: directory.path)
        try FileSystem.rename(file.path, to: file.removedPath, durability: durability)
        try finishRemoval(of: file)
    }

    /// Completes removals that were interrupted by the end of a process.
    ///
    /// - Throws: `DataDirectoryError`.
    func finishRemovals() throws {
        for file in try directory.removedFiles() {
            // If a file was put in the place of the removed one, the snapshots belong to it.
            if FileSystem.exists(file.path) {
                try FileSystem.removeDatabase(file.removedPath)
            } else {
                try finishRemoval(of: file)
            }
        }
    }

    /// Removes the snapshots of a pool whose file was renamed for removal.
    ///
    /// The renamed file is removed last, since it marks the removal as unfinished.
    private func finishRemoval(of file: PoolFile) throws {
        // SQLite would apply the log of a database that was removed by hand to a new file.
        try FileSystem.removeLog(of: file.path)
        try snapshots(of: file).removeAll()
        try FileSystem.removeDatabase(file.removedPath)
    }

    private func snapshots(of file: PoolFile) -> FileSnapshots {
        FileSnapshots(of: file, schema: schema, durability: durability)
    }

    private func pool(_ identity: PoolIdentity, in file: PoolFile) -> UserPool {
        let idleFile = IdleFile(
            file, poolId: identity.id, schema: schema, durability: durability, openFiles: openFiles
        )
        return UserPool(
            identity, on: idleFile, snapshots: snapshots(of: file), configuration: configuration)
    }

    private func pools(_ identities: [String: PoolIdentity], first: [PoolFile]) -> [UserPool] {
        let seeded = Set(first.map(\.path))
        let others = identities.filter { !seeded.contains($0.key) }.sorted {
            ($0.value.createdAt, $0.key) < ($1.value.createdAt, $1.key)
        }
        return (first.map(\.path) + others.map(\.key)).compactMap { path in
            identities[path].map { pool($0, in: PoolFile(path: path)) }
        }
    }

    /// Reads the identities of the pools, on all cores.
    private func identities(of files: [PoolFile]) throws -> [String: PoolIdentity] {
        let found = Lock<[String: Result<PoolIdentity, any Error>]>([:])
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            let file = files[index]
            let identity = Result {
                try file.naming { try file.identity(schema, durability: durability) }
            }
            found.withLock { $0[file.path] = identity }
        }
        let results = found.withLock(\.self)
        var identities: [String: PoolIdentity] = [:]
        // In order, so that the error always names the same file.
        for file in files { identities[file.path] = try results[file.path]?.get() }
        return identities
    }

    /// Builds a pool in a temporary file, with the image of its initial state.
    ///
    /// The next start would remove both.
    private func build(_ seed: some PoolSeed, as file: PoolFile) throws -> PoolIdentity {
        try FileSystem.removeDatabase(file.unfinishedPath)
        let identity: PoolIdentity
        try FileSystem.makeFile(file.unfinishedPath)
        do {
            let connection = try Connection(path: file.unfinishedPath)
            try connection.configureForBulkInsert()
            if seed.isLarge { try connection.sortThroughFiles(in: directory.path) }
            try seed.fill(connection, environment: configuration.environment)
            identity = try PoolIdentity(of: connection)
            try connection.finishBulkInsert()
            if seed.isLarge { try connection.sortThroughFiles(in: nil) }
        }
        seed.willSave()
        try snapshots(of: file).prepareSeed(from: file.unfinishedPath, at: identity.createdAt)
        return identity
    }

    /// Refuses files with equal ids or access keys, such as a copy made by hand.
    private func requireDistinct(_ identities: [String: PoolIdentity]) throws {
        var ids: [ExactText: String] = [:]
        var keys: [ExactText: String] = [:]
        for (path, identity) in identities.sorted(by: { $0.key < $1.key }) {
            if let other = ids.updateValue(path, forKey: ExactText(identity.id)) {
                throw DataDirectoryError.unusableFile(
                    path: path, reason: "\(other) contains the same user pool, \(identity.id)")
            }
            for key in identity.accessKeys {
                if let other = keys.updateValue(path, forKey: ExactText(key.id)) {
                    throw DataDirectoryError.unusableFile(
                        path: path, reason: "\(other) contains the same access key, \(key.id)")
                }
            }
        }
    }

    private func requireFreeKeys(_ seed: some PoolSeed, among identities: some Sequence<PoolIdentity>) throws
    {
        for identity in identities {
            let taken = Set(identity.accessKeys.map { ExactText($0.id) })
            for (index, id) in seed.accessKeyIds.enumerated() where taken.contains(ExactText(id)) {
                throw seed.accessKeyError(at: index, ownedBy: identity.id)
            }
        }
    }
}
