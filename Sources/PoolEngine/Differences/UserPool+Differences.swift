internal import Dispatch
internal import SQLite

/// What has happened in a user pool between two states.
extension UserPool {
    /// Tells what differs between a snapshot and another one, or the present.
    ///
    /// Both states are those at the call's turn among the pool's work; they are compared on a queue beside, so the pool
    /// goes on meanwhile.
    ///
    /// - Parameters:
    ///   - from: the snapshot to begin with.
    ///   - to: the snapshot to end with; nil for the present.
    ///   - completion: has the JSON text of a `Difference`, or `SnapshotError.unknownSnapshot`, `SQLiteError`; called on
    ///     some queue, once.
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
