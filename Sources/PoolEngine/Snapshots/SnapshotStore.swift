internal import SQLite

/// Where the snapshots of one user pool are kept.
///
/// Everything is called on the pool's queue, so its order is the order of the pool's jobs. The connections that come
/// from here only read, see one state for as long as they live, and may be used on any one queue at a time.
protocol SnapshotStore: Sendable {
    /// The snapshots in the order of their names.
    func list() throws -> [Snapshot]
    /// Whether there is a snapshot.
    func contains(_ name: SnapshotName) -> Bool
    /// Keeps the contents of a connection under a name, whatever had it.
    ///
    /// - Returns: the new snapshot.
    func take(_ name: SnapshotName, of connection: Connection, at moment: Timestamp) throws -> Snapshot
    /// Opens a snapshot.
    ///
    /// - Throws: `SnapshotError.unknownSnapshot`, `SQLiteError`.
    func open(_ name: SnapshotName) throws -> sending Connection
    /// Opens what is committed now.
    func openPresent(of connection: Connection) throws -> sending Connection
    /// Removes a snapshot.
    ///
    /// - Throws: `SnapshotError.unknownSnapshot`, `DataDirectoryError`.
    func remove(_ name: SnapshotName) throws
}
