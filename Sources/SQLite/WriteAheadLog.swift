internal import CSQLite

/// The write-ahead log of a database (https://sqlite.org/wal.html).
extension Connection {
    /// Counts the log's pages from now on, and checkpoints no more by itself.
    ///
    /// SQLite tells of its log in one place only, so counting takes the place of `wal_autocheckpoint`
    /// (https://sqlite.org/c3ref/wal_hook.html).
    public func watchLog() {
        sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                guard let context else { return SQLITE_OK }
                Unmanaged<Connection>.fromOpaque(context).takeUnretainedValue().logPages = Int(pages)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    /// Moves as much of the log into the database file as can be moved without waiting for anybody; a log that is moved
    /// whole is written from its beginning again.
    ///
    /// - Throws: `SQLiteError`, among others `SQLITE_BUSY` while another connection does the same.
    public func checkpointPassively() throws(SQLiteError) {
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteError(handle: handle, code: code) }
    }

    private static let look = SQL("SELECT count(*) FROM sqlite_schema")

    /// Checkpoints passively on a connection of its own, from any thread, beside a connection that writes.
    ///
    /// What was moved is on the disk then. SQLite itself syncs the file only when the log has been moved whole, which would
    /// leave all of the disk's work to the connection that does that.
    ///
    /// - Parameters:
    ///   - path: the database's path.
    ///   - vfs: as in `Connection.init`.
    /// - Throws: as `checkpointPassively`.
    public static func checkpointBeside(path: String, vfs: String?) throws(SQLiteError) {
        let connection = try Connection(path: path, mode: .existing, vfs: vfs)
        // A connection finds out that there is a log by reading.
        _ = try connection.first(look) { _ in true }
        try connection.checkpointPassively()
        try connection.sync()
    }

    /// Has the database file's pages written to the disk.
    ///
    /// Goes through the file that SQLite has open: to open it here and close it again would drop SQLite's locks
    /// (https://sqlite.org/howtocorrupt.html, section 2.2).
    private func sync() throws(SQLiteError) {
        var file: UnsafeMutablePointer<sqlite3_file>?
        let code = withUnsafeMutablePointer(to: &file) {
            sqlite3_file_control(handle, "main", SQLITE_FCNTL_FILE_POINTER, $0)
        }
        guard code == SQLITE_OK, let file, let sync = file.pointee.pMethods?.pointee.xSync else {
            throw SQLiteError(handle: handle, code: code)
        }
        let synced = sync(file, SQLITE_SYNC_NORMAL | SQLITE_SYNC_DATAONLY)
        guard synced == SQLITE_OK else { throw SQLiteError(handle: handle, code: synced) }
    }
}
