internal import Locking
internal import SQLite

/// The snapshots of a pool in memory; they end with the pool.
final class MemorySnapshots: SnapshotStore {
    private struct Kept {
        let image: DatabaseImage
        let takenAt: Timestamp
    }

    private let kept = Lock<[SnapshotName: Kept]>([:])

    /// Keeps the initial state of a pool.
    ///
    /// - Throws: `SQLiteError`.
    init(seed connection: Connection, at moment: Timestamp) throws {
        _ = try take(.seed, of: connection, at: moment) { _, _ in }
    }

    /// Makes the snapshots of a pool that has no contents yet; what it begins with is taken later.
    init() {}

    func list() -> [Snapshot] {
        kept.withLock { kept in
            kept.map { Snapshot(name: $0.key, takenAt: $0.value.takenAt, bytes: $0.value.image.count) }
        }.sorted { $0.name.description.utf8.lexicographicallyPrecedes($1.name.description.utf8) }
    }

    func contains(_ name: SnapshotName) -> Bool {
        kept.withLock { $0[name] != nil }
    }

    func take(
        _ name: SnapshotName, of connection: Connection, at moment: Timestamp,
        report: @escaping PoolWork.Report
    ) throws -> Snapshot {
        let image = try DatabaseImage(of: connection)
        kept.withLock { $0[name] = Kept(image: image, takenAt: moment) }
        return Snapshot(name: name, takenAt: moment, bytes: image.count)
    }

    func open(_ name: SnapshotName) throws -> sending Connection {
        guard let found = kept.withLock({ $0[name] }) else { throw SnapshotError.unknownSnapshot(name) }
        return try Connection(image: found.image)
    }

    func openPresent(of connection: Connection) throws -> sending Connection {
        try Connection(image: try DatabaseImage(of: connection))
    }

    func remove(_ name: SnapshotName) throws {
        guard kept.withLock({ $0.removeValue(forKey: name) }) != nil else {
            throw SnapshotError.unknownSnapshot(name)
        }
    }
}
