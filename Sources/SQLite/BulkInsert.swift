internal import CSQLite

/// Filling a new database under a temporary name.
extension Connection {
    /// The size of the page cache; a negative number is in KiB (https://sqlite.org/pragma.html#pragma_cache_size).
    private static let bulkInsertCacheSize = -48_000

    /// Sets the pragmas for a file that is filled with any number of rows and not used before it is complete.
    ///
    /// There is no journal, so nothing can be rolled back, and pages beyond the cache are written at once: neither
    /// memory nor a journal grows with the rows. Foreign keys are not checked; the caller must insert valid ones.
    ///
    /// - Throws: `SQLiteError`.
    public func configureForBulkInsert() throws(SQLiteError) {
        try execute(
            """
            PRAGMA page_size = 4096;
            PRAGMA auto_vacuum = NONE;
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            PRAGMA foreign_keys = OFF;
            PRAGMA secure_delete = OFF;
            PRAGMA temp_store = MEMORY;
            PRAGMA mmap_size = 0;
            PRAGMA cache_size = \(Self.bulkInsertCacheSize);
            """)
    }

    /// Makes large sorts use temporary files, which have no name and end with the connection.
    ///
    /// The folder is a setting of the process and must not be set while another thread opens such a file, so this is
    /// only for the start of a program.
    ///
    /// - Parameter folder: the folder of the files; nil for a folder of the system. SQLite may choose another if it was
    ///   built without `PRAGMA temp_store_directory` (https://sqlite.org/pragma.html#pragma_temp_store_directory).
    /// - Throws: `SQLiteError`.
    public func sortThroughFiles(in folder: String?) throws(SQLiteError) {
        let folder = (folder ?? "").split(separator: "'", omittingEmptySubsequences: false).joined(
            separator: "''")
        try execute("PRAGMA temp_store_directory = '\(folder)'; PRAGMA temp_store = FILE;")
    }

    /// Switches a filled file to write-ahead logging, like all files in use.
    ///
    /// - Throws: `SQLiteError`.
    public func finishBulkInsert() throws(SQLiteError) {
        try execute("PRAGMA journal_mode = WAL;")
    }
}
