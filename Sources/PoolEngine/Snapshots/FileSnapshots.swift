internal import Platform
internal import SQLite

/// The snapshots of a pool in the data directory: complete SQLite files in a folder of the pool.
///
/// A snapshot is copied by SQLite page by page. Rejected: emptying the write-ahead log and copying the file, which
/// waits for the disk before it begins; `VACUUM INTO`, which takes three times as long (docs/decisions/0008).
struct FileSnapshots: SnapshotStore {
    private let file: PoolFile
    private let schema: Schema
    private let durability: Durability
    private let folder: String

    init(of file: PoolFile, schema: Schema, durability: Durability) {
        self.file = file
        self.schema = schema
        self.durability = durability
        folder = file.snapshotsPath
    }

    func list() throws -> [Snapshot] {
        guard FileSystem.exists(folder) else { return [] }
        return try FileSystem.names(in: folder).filter { $0.hasSuffix(PoolFile.suffix) }.sorted().compactMap {
            guard let name = try? SnapshotName(String($0.dropLast(PoolFile.suffix.count))) else { return nil }
            return snapshot(name)
        }
    }

    func contains(_ name: SnapshotName) -> Bool {
        FileSystem.exists(path(name))
    }

    func take(
        _ name: SnapshotName, of connection: Connection, at moment: Timestamp,
        report: @escaping PoolWork.Report
    ) throws -> Snapshot {
        try makeFolder()
        let path = unfinishedPath(name)
        try FileSystem.removeDatabase(path)
        do {
            do {
                try FileSystem.makeFile(path)
                let copy = try Connection(path: path)
                try copy.configureForBuilding()
                try copy.replaceContents(withThoseOf: connection, report: report)
            }
            setTime(of: path, to: moment)
            try FileSystem.complete(path, as: self.path(name), durability: durability)
        } catch {
            try? FileSystem.removeDatabase(path)
            throw error
        }
        return snapshot(name) ?? Snapshot(name: name, takenAt: moment, bytes: 0)
    }

    func open(_ name: SnapshotName) throws -> sending Connection {
        guard contains(name) else { throw SnapshotError.unknownSnapshot(name) }
        return try PoolFile(path: path(name)).naming { try PoolFile(path: path(name)).openForReading(schema) }
    }

    func openPresent(of connection: Connection) throws -> sending Connection {
        if connection.isExclusive { return try openCopy(of: connection) }
        let reader = try Connection(path: file.path, mode: .readOnly)
        try reader.holdPresent()
        return reader
    }

    /// Copies a database into a temporary file without a name, which no other process can open.
    private func openCopy(of connection: Connection) throws -> sending Connection {
        try makeFolder()
        let path = "\(folder)/present\(PoolFile.unfinishedSuffix)"
        try FileSystem.removeDatabase(path)
        defer { try? FileSystem.removeDatabase(path) }
        do {
            try FileSystem.makeFile(path)
            let copy = try Connection(path: path)
            try copy.configureForBuilding()
            try copy.replaceContents(withThoseOf: connection)
        }
        return try Connection(path: path, mode: .immutable)
    }

    func remove(_ name: SnapshotName) throws {
        guard contains(name) else { throw SnapshotError.unknownSnapshot(name) }
        try FileSystem.removeDatabase(path(name))
        try FileSystem.namesChanged(in: folder, durability: durability)
    }

    private func makeFolder() throws {
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
        try FileSystem.makeFolder(parts.dropLast().joined(separator: "/"), durability: durability)
        try FileSystem.makeFolder(folder, durability: durability)
    }

    /// Sets the modification time of a snapshot's file to the time of the pool's clock, which tests can stop.
    private func setTime(of path: String, to moment: Timestamp) {
        let time = timespec(
            tv_sec: Int(moment.seconds),
            tv_nsec: Int(moment.milliseconds - moment.seconds * 1_000) * 1_000_000)
        _ = utimensat(AT_FDCWD, path, [time, time], 0)
    }

    private func snapshot(_ name: SnapshotName) -> Snapshot? {
        var information = stat()
        guard stat(path(name), &information) == 0 else { return nil }
        let milliseconds =
            Int64(information.st_mtim.tv_sec) * 1_000 + Int64(information.st_mtim.tv_nsec) / 1_000_000
        return Snapshot(
            name: name, takenAt: Timestamp(milliseconds: milliseconds), bytes: Int(information.st_size))
    }

    private func path(_ name: SnapshotName) -> String { "\(folder)/\(name)\(PoolFile.suffix)" }

    private func unfinishedPath(_ name: SnapshotName) -> String {
        "\(folder)/\(name)\(PoolFile.unfinishedSuffix)"
    }
}

/// Creates a pool's file together with the image of its initial state, the seed snapshot.
///
/// Both are built under temporary names. The new pool exists from the moment its file is renamed; the image is renamed
/// afterwards, or by the next start.
extension FileSnapshots {
    /// The path of the image of a pool that is being built.
    var unfinishedSeedPath: String { unfinishedPath(.seed) }

    /// Creates the image of a pool that is being built, without waiting for the disk.
    ///
    /// - Parameters:
    ///   - path: the pool's database, complete and closed.
    ///   - moment: when the pool was created.
    /// - Throws: `DataDirectoryError`.
    func prepareSeed(from path: String, at moment: Timestamp) throws {
        try makeFolder()
        try FileSystem.removeDatabase(unfinishedSeedPath)
        try FileSystem.copy(path, to: unfinishedSeedPath)
        setTime(of: unfinishedSeedPath, to: moment)
    }

    /// Gives the image its final name, once the pool's file has its own.
    ///
    /// - Throws: `DataDirectoryError`.
    func nameSeed() throws {
        try FileSystem.rename(unfinishedSeedPath, to: path(.seed), durability: durability)
    }

    /// Gives the image its final name if it belongs to the existing pool, and removes it otherwise.
    ///
    /// An incomplete image belongs to a pool whose creation was interrupted. Each pool has its own token secret, by
    /// which it is recognized.
    ///
    /// - Parameter identity: the identity of the existing pool.
    /// - Throws: `DataDirectoryError`.
    func settleSeed(of identity: PoolIdentity) throws {
        let unfinished = unfinishedSeedPath
        guard FileSystem.exists(unfinished) else { return }
        if let found = try? PoolIdentity(of: Connection(path: unfinished, mode: .immutable)),
            found == identity
        {
            try nameSeed()
        } else {
            try FileSystem.removeDatabase(unfinished)
        }
    }

    /// Removes incomplete snapshots of a process that was killed.
    ///
    /// - Throws: `DataDirectoryError`.
    func removeUnfinished() throws {
        guard FileSystem.exists(folder) else { return }
        for name in try FileSystem.names(in: folder) where PoolFile.isUnfinished(name) {
            if "\(folder)/\(name)" != unfinishedSeedPath { unlink("\(folder)/\(name)") }
        }
    }

    /// Removes the files of a pool whose creation was interrupted.
    ///
    /// Complete snapshots are kept: the pool's file may have been moved away by hand.
    ///
    /// - Throws: `DataDirectoryError`.
    func removeRemains() throws {
        try removeUnfinished()
        try FileSystem.removeDatabase(unfinishedSeedPath)
        // Fails if the folder is not empty.
        rmdir(folder)
    }

    /// Removes all snapshots and their folder.
    ///
    /// - Throws: `DataDirectoryError`.
    func removeAll() throws {
        guard FileSystem.exists(folder) else { return }
        for name in try FileSystem.names(in: folder) { unlink("\(folder)/\(name)") }
        guard rmdir(folder) == 0 else {
            throw DataDirectoryError.systemCall("rmdir", path: folder, code: errno)
        }
    }
}
