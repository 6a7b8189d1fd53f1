internal import CSQLite

/// The write-ahead log of a database (https://sqlite.org/wal.html).
extension Connection {
    /// Begins to count the log's pages, and disables automatic checkpoints.
    ///
    /// SQLite has only one hook for its log, so counting replaces `wal_autocheckpoint`
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

    /// Copies as much of the log into the database file as possible without waiting.
    ///
    /// If all of it was copied, the log restarts at its beginning.
    ///
    /// - Throws: `SQLiteError`, for example `SQLITE_BUSY` while another connection does the same.
    public func checkpointPassively() throws(SQLiteError) {
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteError(handle: handle, code: code) }
    }

    private static let look = SQL("SELECT count(*) FROM sqlite_schema")

    /// Checkpoints passively with a separate connection, from any thread, while another connection writes.
    ///
    /// The copied pages are then on the disk. SQLite itself synchronizes the file only when the whole log has been
    /// copied, which would leave all of the disk's work to the last checkpoint.
    ///
    /// - Parameters:
    ///   - path: the database's path.
    ///   - vfs: as in `Connection.init`.
    /// - Throws: as `checkpointPassively`.
    public static func checkpointBeside(path: String, vfs: String?) throws(SQLiteError) {
        let connection = try Connection(path: path, mode: .existing, vfs: vfs)
        // A connection detects the log only when it reads.
        _ = try connection.first(look) { _ in true }
        try connection.checkpointPassively()
        try connection.sync()
    }

    /// Synchronizes the database file.
    ///
    /// Uses the descriptor that SQLite has open: opening the file here and closing it would release SQLite's locks
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
