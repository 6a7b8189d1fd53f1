internal import CSQLite

/// How much a commit survives.
public enum Durability: String, Sendable, CaseIterable {
    /// A commit survives the death of the process, `kill -9` included, but the last ones may vanish when the machine
    /// loses power (`synchronous=NORMAL` in WAL mode, https://sqlite.org/pragma.html#pragma_synchronous).
    case process
    /// A commit survives the loss of power (`synchronous=FULL`).
    case power
}

extension Connection {
    /// Bytes of a page, of a new file.
    private static let pageSize = 4_096
    /// Pages of write-ahead log after which a commit also checkpoints: 4,000 pages of 4 KiB are 16 MiB.
    private static let checkpointPages = 4_000
    /// Kibibytes of page cache; negative means KiB (https://sqlite.org/pragma.html#pragma_cache_size).
    private static let cacheSize = -32_000
    /// How far the write-ahead log is cut back when it begins anew, in bytes.
    ///
    /// Cutting takes some 50 ms, so what it grows to while there is work is left alone; it is emptied when there is none.
    private static let journalSizeLimit = 134_217_728

    /// How long to wait for another connection, in milliseconds: the folder is ours, so only programs of people who look
    /// inside hold locks, and the short ones of a backup shall pass unseen.
    private static let lockTimeout: Int32 = 100

    /// Sets every pragma the house relies on, because defaults differ between builds of SQLite.
    ///
    /// The first two have an effect on a file without tables only; an older file keeps what it has.
    ///
    /// - Parameter durability: what a commit has to survive.
    /// - Throws: `SQLiteError`, also for a file that is no database or that cannot be written.
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

    /// Moves the write-ahead log into the database file and empties it, so that the file alone is the whole state.
    ///
    /// Waits for nobody: a reader may stand on the log for long.
    ///
    /// - Throws: `SQLiteError`, with the code `SQLITE_BUSY` when another connection keeps the log from being emptied:
    ///   the pragma itself tells that in its first column only (https://sqlite.org/pragma.html#pragma_wal_checkpoint).
    public func checkpoint() throws(SQLiteError) {
        setLockTimeout(0)
        defer { setLockTimeout(Self.lockTimeout) }
        let isBlocked = try first(Self.emptyLog) { $0.bool(0) } ?? false
        if isBlocked { throw SQLiteError(handle: nil, code: SQLITE_BUSY, sql: Self.emptyLog.text) }
    }

    private static let freePages = SQL("PRAGMA freelist_count")
    private static let allPages = SQL("PRAGMA page_count")
    private static let vacuum = SQL("VACUUM")
    /// Free pages that are worth no work: 1 MiB.
    private static let keptPages = 256
    /// Pages in use up to which a file is rewritten, which takes some tenths of a second: 16 MiB.
    private static let rewrittenPages = 4_096

    /// Rewrites the database without the room that deleted rows left, where that is most of it and what is left is not
    /// large; takes effect on the file at the next checkpoint (https://sqlite.org/lang_vacuum.html).
    ///
    /// No transaction may be open. Takes some tenths of a second when it does anything.
    ///
    /// - Throws: `SQLiteError`, among others for a full disk; the database is as it was then.
    public func shrinkIfMostlyFree() throws(SQLiteError) {
        let free = try first(Self.freePages) { $0.integer(0) } ?? 0
        let all = try first(Self.allPages) { $0.integer(0) } ?? 0
        guard free > Self.keptPages, free > all - free, all - free <= Self.rewrittenPages else { return }
        try run(Self.vacuum)
    }
}
