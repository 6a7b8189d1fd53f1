internal import SQLite

/// Stores the snapshots of one user pool.
///
/// All methods are called on the pool's queue, in the order of the pool's jobs. The connections returned only read, see
/// one state as long as they are open, and may be used on any one queue at a time.
protocol SnapshotStore: Sendable {
    /// The snapshots in the order of their names.
    func list() throws -> [Snapshot]
    func contains(_ name: SnapshotName) -> Bool
    /// Stores the contents of a connection under a name, replacing a snapshot of that name.
    ///
    /// - Returns: the new snapshot.
    func take(
        _ name: SnapshotName, of connection: Connection, at moment: Timestamp,
        report: @escaping PoolWork.Report
    ) throws -> Snapshot
    /// Opens a snapshot.
    ///
    /// - Throws: `SnapshotError.unknownSnapshot`, `SQLiteError`.
    func open(_ name: SnapshotName) throws -> sending Connection
    /// Opens the state that is committed now.
    func openPresent(of connection: Connection) throws -> sending Connection
    /// Removes a snapshot.
    ///
    /// - Throws: `SnapshotError.unknownSnapshot`, `DataDirectoryError`.
    func remove(_ name: SnapshotName) throws
}
