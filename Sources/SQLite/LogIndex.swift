internal import CSQLite

/// Support for file systems without shared memory, such as some network file systems and bind mounts: mmap(2) of the
/// index of a write-ahead log fails there. A connection that locks the file keeps the index in its own memory
/// (https://sqlite.org/wal.html#noshm).
extension Connection {
    private static let look = SQL("SELECT count(*) FROM sqlite_schema")

    /// Opens a file with write-ahead logging; with an exclusive lock if memory cannot be shared.
    ///
    /// - Parameters:
    ///   - path: an existing file.
    ///   - configure: sets the connection's pragmas, `journal_mode` among them.
    /// - Returns: the connection, whose log has been tried.
    /// - Throws: `SQLiteError`.
    public static func opened(
        path: String, configure: (Connection) throws -> Void
    ) throws -> sending Connection {
        do {
            let connection = try Connection(path: path, mode: .existing)
            try configure(connection)
            _ = try connection.first(look) { _ in true }
            return connection
        } catch let error as SQLiteError where error.isAboutSharedMemory {
            let connection = try Connection(path: path, mode: .existing)
            try connection.lockExclusively()
            try configure(connection)
            _ = try connection.first(look) { _ in true }
            return connection
        }
    }

    /// Opens a file with an exclusive lock for reading, without changing its log.
    ///
    /// - Throws: `SQLiteError`, with the cause `held` if another connection has the file open.
    public static func openedAlone(path: String) throws(SQLiteError) -> sending Connection {
        let connection = try Connection(path: path, mode: .existing)
        csqlite_keep_log_when_closed(connection.handle)
        try connection.lockExclusively()
        return connection
    }

    private func lockExclusively() throws(SQLiteError) {
        try execute("PRAGMA locking_mode = EXCLUSIVE")
        isExclusive = true
    }
}

extension SQLiteError {
    /// Whether the index of a log could not be shared (`SQLITE_IOERR_SHMOPEN`, `_SHMSIZE`, `_SHMLOCK`, `_SHMMAP`).
    public var isAboutSharedMemory: Bool {
        code == SQLITE_IOERR && (18...21).contains(extendedCode >> 8)
    }
}
