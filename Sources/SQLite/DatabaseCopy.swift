internal import CSQLite

/// Copies of whole databases (https://sqlite.org/backup.html).
extension Connection {
    /// How many pages are copied between two reports: 16 MB, some 10 ms.
    private static let pagesOfStep: Int32 = 4_096

    /// Replaces the contents of this database by those of another one.
    ///
    /// If it throws, nothing has changed.
    ///
    /// It is one transaction: if the process is killed, the old contents remain. Prepared statements remain valid. No
    /// statement may be running. The time is proportional to the number of pages.
    ///
    /// - Parameters:
    ///   - source: the database to copy; it may be in a read transaction.
    ///   - report: has the number of pages that are copied and of all, every few thousand pages; nil to copy them in one step.
    /// - Throws: `SQLiteError`, for example for a full disk.
    public func replaceContents(
        withThoseOf source: Connection, report: ((_ done: Int, _ all: Int) -> Void)? = nil
    ) throws(SQLiteError) {
        guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
            throw SQLiteError(handle: handle, code: sqlite3_errcode(handle))
        }
        var code: Int32
        repeat {
            code = sqlite3_backup_step(backup, report == nil ? -1 : Self.pagesOfStep)
            let (left, all) = (sqlite3_backup_remaining(backup), sqlite3_backup_pagecount(backup))
            report?(Int(all - left), Int(all))
        } while code == SQLITE_OK
        // Its result is the same as `code`, but it sets the connection's error message.
        _ = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else { throw SQLiteError(handle: handle, code: code) }
    }

    private static let beginReading = SQL("BEGIN")
    private static let lookAtSchema = SQL("SELECT count(*) FROM sqlite_schema")

    /// Begins a read transaction, so that this connection continues to see the state that is committed now.
    ///
    /// - Throws: `SQLiteError`.
    public func holdPresent() throws(SQLiteError) {
        try run(Self.beginReading)
        _ = try first(Self.lookAtSchema) { $0.integer(0) }
    }

    /// Disables durability, for a file that is synchronized as a whole before it is used.
    ///
    /// - Throws: `SQLiteError`.
    public func configureForBuilding() throws(SQLiteError) {
        try execute(
            """
            PRAGMA journal_mode = OFF;
            PRAGMA synchronous = OFF;
            PRAGMA foreign_keys = ON;
            PRAGMA temp_store = MEMORY;
            """)
    }
}

/// A copy of a database in memory, which any number of connections on any queues can read
/// (https://sqlite.org/c3ref/serialize.html).
public final class DatabaseImage: @unchecked Sendable {
    // Sendable: the bytes are only written before `init` returns.

    fileprivate let bytes: UnsafeMutablePointer<UInt8>
    /// The size in bytes.
    public let count: Int

    /// Copies the database of a connection.
    ///
    /// - Throws: `SQLiteError` when there is no memory for it.
    public init(of connection: Connection) throws(SQLiteError) {
        var size: sqlite3_int64 = 0
        guard let bytes = sqlite3_serialize(connection.handle, "main", &size, 0) else {
            throw SQLiteError(handle: nil, code: SQLITE_NOMEM)
        }
        self.bytes = bytes
        count = Int(size)
        // A copy of a database with a write-ahead log cannot be opened in memory unless its format says that it has
        // none (https://sqlite.org/c3ref/deserialize.html).
        if count > Self.formatOffset + 1 {
            bytes[Self.formatOffset] = 1
            bytes[Self.formatOffset + 1] = 1
        }
    }

    /// The versions of the file format for writing and reading (https://sqlite.org/fileformat.html#file_format_version_numbers).
    private static let formatOffset = 18

    deinit {
        sqlite3_free(bytes)
    }
}

extension Connection {
    /// Opens an image for reading only.
    ///
    /// - Throws: `SQLiteError`.
    public convenience init(image: DatabaseImage) throws(SQLiteError) {
        try self.init(path: ":memory:")
        let size = sqlite3_int64(image.count)
        let code = sqlite3_deserialize(
            handle, "main", image.bytes, size, size, UInt32(SQLITE_DESERIALIZE_READONLY))
        guard code == SQLITE_OK else { throw SQLiteError(handle: handle, code: code) }
        self.image = image
    }
}

extension Schema {
    /// Returns the database if it has the newest schema, otherwise a migrated copy.
    ///
    /// - Parameters:
    ///   - source: a database of this schema or of an older version of it; it may be in a read transaction.
    ///   - path: the path of the copy, as for `copy`.
    /// - Returns: `source`, or a temporary database of its connection.
    /// - Throws: `SchemaRefusal`, `SQLiteError`.
    public func newest(of source: Connection, path: String = "") throws -> Connection {
        try check(source) < version ? try copy(of: source, path: path) : source
    }

    /// Copies a database and migrates the copy to the newest schema.
    ///
    /// - Parameters:
    ///   - source: a database of this schema or of an older version of it.
    ///   - path: empty for a temporary file without a name, or `:memory:`.
    /// - Returns: a temporary database of its connection.
    /// - Throws: `SchemaRefusal`, `SQLiteError`.
    public func copy(of source: Connection, path: String = "") throws -> Connection {
        let copy = try Connection(path: path)
        try copy.replaceContents(withThoseOf: source)
        try migrate(copy)
        return copy
    }
}
