internal import Faults
internal import SQLite
internal import Webhooks

/// Taking, listing, restoring and deleting snapshots.
///
/// Each call is enqueued like the pool's other jobs: jobs enqueued before it are committed, jobs enqueued after it see
/// its effect. Completions are called on the pool's queue, once, and must not block. A failed call changes nothing.
extension UserPool {
    public typealias Completion<Answer> = @Sendable (Result<Answer, any Error>) -> Void

    /// The most snapshots of a pool, besides its seed.
    static let mostSnapshots = 100

    /// Takes a snapshot of the current state.
    ///
    /// - Parameters:
    ///   - name: the snapshot's name.
    ///   - replacing: whether to replace a snapshot of this name; otherwise an existing one is an error.
    ///   - completion: receives the snapshot, or `SnapshotError.reservedSnapshotName`, `.snapshotExists` and
    ///     `.tooManySnapshots`, `DataDirectoryError`, `SQLiteError`.
    public func takeSnapshot(
        _ name: SnapshotName, replacing: Bool = false, then completion: @escaping Completion<Snapshot>
    ) {
        exclusively(then: completion) { [snapshots, clock, work] connection in
            if name.isReserved { throw SnapshotError.reservedSnapshotName(name) }
            let exists = snapshots.contains(name)
            if exists, !replacing { throw SnapshotError.snapshotExists(name) }
            // The list has the seed, too.
            guard try exists || snapshots.list().count <= Self.mostSnapshots else {
                throw SnapshotError.tooManySnapshots
            }
            return try work.during(.snapshot) {
                try snapshots.take(name, of: connection, at: clock.now, report: $0)
            }
        }
    }

    /// Lists the snapshots, including the seed, in the order of their names.
    ///
    /// - Parameter completion: receives the list, or `DataDirectoryError`.
    public func listSnapshots(then completion: @escaping Completion<[Snapshot]>) {
        exclusively(then: completion) { [snapshots] _ in try snapshots.list() }
    }

    /// Removes a snapshot.
    ///
    /// - Parameters:
    ///   - name: the snapshot's name.
    ///   - completion: called after the removal, or with `SnapshotError.reservedSnapshotName` and `.unknownSnapshot`,
    ///     `DataDirectoryError`.
    public func deleteSnapshot(_ name: SnapshotName, then completion: @escaping Completion<Void>) {
        exclusively(then: completion) { [snapshots] _ in
            if name.isReserved { throw SnapshotError.reservedSnapshotName(name) }
            try snapshots.remove(name)
        }
    }

    /// Restores a snapshot.
    ///
    /// The pool keeps its identity: id, name, access keys and token secret. No events are published: the restored state
    /// is an earlier one, in which no change has happened.
    ///
    /// - Parameters:
    ///   - name: the snapshot's name; `.seed` for the initial state.
    ///   - completion: called after the restore, or with `SnapshotError.unknownSnapshot`, `DataDirectoryError`,
    ///     `SQLiteError`.
    public func restore(_ name: SnapshotName, then completion: @escaping Completion<Void>) {
        exclusively(then: completion) { [snapshots, schema = definition.schema, work] connection in
            let identity = try PoolIdentity(of: connection)
            let snapshot = try snapshots.open(name)
            if try schema.check(snapshot) == schema.version, try PoolIdentity(of: snapshot) == identity {
                return try work.during(.restore) {
                    try connection.replaceContents(withThoseOf: snapshot, report: $0)
                }
            }
            let adapted = try schema.copy(of: snapshot)
            try identity.write(to: adapted)
            try connection.replaceContents(withThoseOf: adapted)
        }
    }

    /// Brings the pool back to how it began: the contents, the clock, and no fault plans; deliveries end.
    ///
    /// - Parameter completion: called when it is done, or with `SnapshotError.unknownSnapshot`, `DataDirectoryError` or
    ///   `SQLiteError`.
    public func reset(then completion: @escaping Completion<Void>) {
        restore(.seed) { [clock, faults, deliveries] result in
            if case .success = result {
                deliveries.endPending(reason: "the user pool was reset")
                clock.setToBeginning()
                faults.removeAll()
            }
            completion(result)
        }
    }

    /// Enqueues an exclusive job.
    func exclusively<Answer: Sendable>(
        then completion: @escaping Completion<Answer>,
        _ work: @escaping @Sendable (Connection) throws -> Answer
    ) {
        do {
            try mailbox.enqueue(ExclusiveJob(work, completion: completion))
        } catch {
            completion(.failure(error))
        }
    }
}
