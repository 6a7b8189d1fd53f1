internal import Dispatch
public import SQLite

/// The contents of a user pool as a whole.
extension UserPool {
    /// Exports what is committed when the call has its turn.
    ///
    /// - Parameters:
    ///   - read: reads the state on a queue beside, so the pool goes on meanwhile; reports how much is done.
    ///   - completion: has the value, or what `read` throws, `DataDirectoryError`, `SQLiteError`; called on some queue, once.
    public func export<Value: Sendable>(
        _ read: @escaping @Sendable (Connection, @escaping PoolWork.Report) throws -> Value,
        then completion: @escaping Completion<Value>
    ) {
        openState(of: nil) { state in
            DispatchQueue.global(qos: .userInitiated).async {
                completion(Result { try self.work.during(.export) { try read(state.get().connection, $0) } })
            }
        }
    }

    /// Replaces the contents of the pool.
    ///
    /// The pool stays who it is, as after a restore, and its snapshots are kept.
    ///
    /// - Parameters:
    ///   - fill: puts a whole pool into an empty database, on a queue beside; the identity in it is not used.
    ///   - completion: learns that it is done, or of what `fill` throws, `SQLiteError`; called on some queue, once.
    public func replaceContents(
        _ fill: @escaping @Sendable (Connection) throws -> Void, then completion: @escaping Completion<Void>
    ) {
        DispatchQueue.global(qos: .userInitiated).async {
            do {
                let contents = try Connection(path: ":memory:")
                try fill(contents)
                let handover = ConnectionHandover(contents)
                self.exclusively(then: completion) { connection in
                    try PoolIdentity(of: connection).write(to: handover.connection)
                    try connection.replaceContents(withThoseOf: handover.connection)
                }
            } catch {
                completion(.failure(error))
            }
        }
    }
}
