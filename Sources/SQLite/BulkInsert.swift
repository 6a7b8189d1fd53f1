internal import CSQLite

/// Databases that are made from nothing under a name that does not count.
extension Connection {
    /// Kibibytes of page cache; negative means KiB (https://sqlite.org/pragma.html#pragma_cache_size).
    private static let bulkInsertCacheSize = -48_000

    /// Sets what a file needs that is filled with any number of rows and counts only when it is complete.
    ///
    /// Nothing can be undone: there is no journal, and pages that the cache has no room for are written at once, so that
    /// neither memory nor a journal grows with the rows. Foreign keys are not checked; whoever fills the file knows
    /// that the keys are good.
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

    /// Has large sorts go through files, which have no name and go with the connection.
    ///
    /// The folder is one for the whole process and must not be set while another thread opens such a file, so this is for
    /// the start of a program only.
    ///
    /// - Parameter folder: where the files go; nil for a folder of the system. SQLite may choose another where it was
    ///   built without `PRAGMA temp_store_directory` (https://sqlite.org/pragma.html#pragma_temp_store_directory).
    /// - Throws: `SQLiteError`.
    public func sortThroughFiles(in folder: String?) throws(SQLiteError) {
        let folder = (folder ?? "").split(separator: "'", omittingEmptySubsequences: false).joined(
            separator: "''")
        try execute("PRAGMA temp_store_directory = '\(folder)'; PRAGMA temp_store = FILE;")
    }

    /// Makes a filled file one that is written through a log from now on, as those in use are.
    ///
    /// - Throws: `SQLiteError`.
    public func finishBulkInsert() throws(SQLiteError) {
        try execute("PRAGMA journal_mode = WAL;")
    }
}
