internal import Dispatch
internal import SQLite

/// Comparing two states of a user pool.
extension UserPool {
    /// Computes the difference between a snapshot and another one, or the current state.
    ///
    /// Both states are fixed when the call's job runs. They are compared on another queue, so the pool's other jobs do
    /// not wait.
    ///
    /// - Parameters:
    ///   - from: the earlier snapshot.
    ///   - to: the later snapshot; nil for the current state.
    ///   - completion: receives the JSON text of a `Difference`, or `SnapshotError.unknownSnapshot`, `SQLiteError`;
    ///     called once, on any queue.
    public func difference(
        from: SnapshotName, to: SnapshotName? = nil, then completion: @escaping Completion<[UInt8]>
    ) {
        let definition = definition
        let opened: Completion<(ConnectionHandover, ConnectionHandover)> = { states in
            DispatchQueue.global(qos: .userInitiated).async {
                completion(
                    Result {
                        let (old, new) = try states.get()
                        let schema = definition.schema
                        return try Difference.text(
                            of: definition.differences, from: schema.newest(of: old.connection),
                            to: schema.newest(of: new.connection))
                    })
            }
        }
        exclusively(then: opened) { [snapshots] connection in
            let old = ConnectionHandover(try snapshots.open(from))
            if let to { return (old, ConnectionHandover(try snapshots.open(to))) }
            return (old, ConnectionHandover(try snapshots.openPresent(of: connection)))
        }
    }
}
