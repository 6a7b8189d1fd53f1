internal import CSQLite

/// What a commit survives.
public enum Durability: String, Sendable, CaseIterable {
    /// A commit survives the end of the process, including `kill -9`, but the last commits may be lost at a loss of
    /// power (`synchronous=NORMAL` in WAL mode, https://sqlite.org/pragma.html#pragma_synchronous).
    case process
    /// A commit survives a loss of power (`synchronous=FULL`).
    case power
}

extension Connection {
    /// The page size of a new file, in bytes.
    private static let pageSize = 4_096
    /// The pages in the write-ahead log at which a commit also checkpoints: 4,000 pages of 4 KiB are 16 MiB.
    private static let checkpointPages = 4_000
    /// The size of the page cache; a negative number is in KiB (https://sqlite.org/pragma.html#pragma_cache_size).
    private static let cacheSize = -32_000
    /// The size to which the write-ahead log is truncated when it restarts, in bytes.
    ///
    /// Truncating takes some 50 ms, so the log is not truncated while there is work; it is emptied when there is none.
    private static let journalSizeLimit = 134_217_728

    /// How long to wait for a lock, in milliseconds.
    ///
    /// Only other programs that read the files hold locks; the short locks of a backup should not cause errors.
    private static let lockTimeout: Int32 = 100

    /// Sets all pragmas on which the program relies, because defaults differ between builds of SQLite.
    ///
    /// The first two only affect a file without tables.
    ///
    /// - Parameter durability: what a commit has to survive.
    /// - Throws: `SQLiteError`, also for a file that is not a database or not writable.
    public func configure(durability: Durability) throws(SQLiteError) {
        let synchronous =
            switch durability {
            case .process: "NORMAL"
            case .power: "FULL"
            }
        setLockTimeout(Self.lockTimeout)
        try execute(
            """
            PRAGMA page_size = \(Self.pageSize);
            PRAGMA auto_vacuum = NONE;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = \(synchronous);
            PRAGMA foreign_keys = ON;
            PRAGMA secure_delete = OFF;
            PRAGMA temp_store = MEMORY;
            PRAGMA mmap_size = 0;
            PRAGMA cache_size = \(Self.cacheSize);
            PRAGMA wal_autocheckpoint = \(Self.checkpointPages);
            PRAGMA journal_size_limit = \(Self.journalSizeLimit);
            """)
    }

    private static let emptyLog = SQL("PRAGMA wal_checkpoint(TRUNCATE)")

    /// Copies the write-ahead log into the database file and empties it, so that the file alone holds the whole state.
    ///
    /// Does not wait for readers of the log.
    ///
    /// - Throws: `SQLiteError`, with the code `SQLITE_BUSY` if another connection prevents emptying the log, which the
    ///   pragma reports only in its first column (https://sqlite.org/pragma.html#pragma_wal_checkpoint).
    public func checkpoint() throws(SQLiteError) {
        setLockTimeout(0)
        defer { setLockTimeout(Self.lockTimeout) }
        let isBlocked = try first(Self.emptyLog) { $0.bool(0) } ?? false
        if isBlocked { throw SQLiteError(handle: nil, code: SQLITE_BUSY, sql: Self.emptyLog.text) }
    }

    private static let freePages = SQL("PRAGMA freelist_count")
    private static let allPages = SQL("PRAGMA page_count")
    private static let vacuum = SQL("VACUUM")
    /// The number of free pages that are not worth removing: 1 MiB.
    private static let keptPages = 256
    /// The most used pages of a file that is rewritten, which takes some tenths of a second: 16 MiB.
    private static let rewrittenPages = 4_096

    /// Rewrites the database without its free pages, if they are most of it and the rest is small.
    ///
    /// The file shrinks at the next checkpoint (https://sqlite.org/lang_vacuum.html).
    ///
    /// No transaction may be open. Rewriting takes some tenths of a second.
    ///
    /// - Throws: `SQLiteError`, for example for a full disk; the database is then unchanged.
    public func shrinkIfMostlyFree() throws(SQLiteError) {
        let free = try first(Self.freePages) { $0.integer(0) } ?? 0
        let all = try first(Self.allPages) { $0.integer(0) } ?? 0
        guard free > Self.keptPages, free > all - free, all - free <= Self.rewrittenPages else { return }
        try run(Self.vacuum)
    }
}
