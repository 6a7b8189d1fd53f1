internal import SQLite

/// The states a user pool can go back to.
///
/// Each call is enqueued like the pool's other jobs: jobs enqueued before it are committed, jobs enqueued after it see
/// its effect. Completions are called on the pool's queue, once, and must not block. A failed call changes nothing.
extension UserPool {
    /// What a call gives to its caller.
    public typealias Completion<Answer> = @Sendable (Result<Answer, any Error>) -> Void

    /// Keeps the present state under a name.
    ///
    /// - Parameters:
    ///   - name: the snapshot's name.
    ///   - replacing: whether it takes the place of a snapshot with this name, which is refused otherwise.
    ///   - completion: has the snapshot, or `SnapshotError.reservedSnapshotName` and `.snapshotExists`,
    ///     `DataDirectoryError`, `SQLiteError`.
    public func takeSnapshot(
        _ name: SnapshotName, replacing: Bool = false, then completion: @escaping Completion<Snapshot>
    ) {
        exclusively(then: completion) { [snapshots, clock = environment.clock] connection in
            if name.isReserved { throw SnapshotError.reservedSnapshotName(name) }
            if !replacing && snapshots.contains(name) { throw SnapshotError.snapshotExists(name) }
            return try snapshots.take(name, of: connection, at: clock.now)
        }
    }

    /// Lists the snapshots in the order of their names, that of the seed among them.
    ///
    /// - Parameter completion: has the list, or `DataDirectoryError`.
    public func listSnapshots(then completion: @escaping Completion<[Snapshot]>) {
        exclusively(then: completion) { [snapshots] _ in try snapshots.list() }
    }

    /// Removes a snapshot.
    ///
    /// - Parameters:
    ///   - name: the snapshot's name.
    ///   - completion: learns that it is gone, or of `SnapshotError.reservedSnapshotName` and `.unknownSnapshot`,
    ///     `DataDirectoryError`.
    public func deleteSnapshot(_ name: SnapshotName, then completion: @escaping Completion<Void>) {
        exclusively(then: completion) { [snapshots] _ in
            if name.isReserved { throw SnapshotError.reservedSnapshotName(name) }
            try snapshots.remove(name)
        }
    }

    /// Goes back to a snapshot.
    ///
    /// The pool stays who it is: id, name, access keys and the secret of its tokens. No events are published: nothing
    /// happened in the world that the snapshot shows.
    ///
    /// - Parameters:
    ///   - name: the snapshot's name; `.seed` for what the pool began with.
    ///   - completion: learns that it is done, or of `SnapshotError.unknownSnapshot`, `DataDirectoryError`, `SQLiteError`.
    public func restore(_ name: SnapshotName, then completion: @escaping Completion<Void>) {
        exclusively(then: completion) { [snapshots, schema = definition.schema] connection in
            let identity = try PoolIdentity(of: connection)
            let snapshot = try snapshots.open(name)
            if try schema.check(snapshot) == schema.version, try PoolIdentity(of: snapshot) == identity {
                return try connection.replaceContents(withThoseOf: snapshot)
            }
            let adapted = try schema.copy(of: snapshot)
            try identity.write(to: adapted)
            try connection.replaceContents(withThoseOf: adapted)
        }
    }

    /// Posts work that has the database to itself.
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
