internal import CSQLite

/// Copies of whole databases (https://sqlite.org/backup.html).
extension Connection {
    /// Puts the contents of another database in the place of one's own, all of them or, when it throws, none.
    ///
    /// It is one transaction: a process that dies in it leaves what was there. Statements that are prepared find the new
    /// contents the next time they run. No statement may be running here. Proportional to the number of pages.
    ///
    /// - Parameter source: the database to copy; it may be in a transaction that reads.
    /// - Throws: `SQLiteError`, among others for a full disk.
    public func replaceContents(withThoseOf source: Connection) throws(SQLiteError) {
        guard let backup = sqlite3_backup_init(handle, "main", source.handle, "main") else {
            throw SQLiteError(handle: handle, code: sqlite3_errcode(handle))
        }
        let code = sqlite3_backup_step(backup, -1)
        // What it returns says no more than `code`, but it leaves the reason with the connection.
        _ = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else { throw SQLiteError(handle: handle, code: code) }
    }

    private static let beginReading = SQL("BEGIN")
    private static let lookAtSchema = SQL("SELECT count(*) FROM sqlite_schema")

    /// Holds what is committed now for all that this connection reads, whatever others write meanwhile.
    ///
    /// - Throws: `SQLiteError`.
    public func holdPresent() throws(SQLiteError) {
        try run(Self.beginReading)
        _ = try first(Self.lookAtSchema) { $0.integer(0) }
    }

    /// Gives up safety against the loss of power, for a file that is synchronised as a whole before it counts.
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

/// The pages of a database in memory, which any number of connections on any queues can read
/// (https://sqlite.org/c3ref/serialize.html).
public final class DatabaseImage: @unchecked Sendable {
    // Sendable: the bytes are written before anybody has the object, and never again.

    fileprivate let bytes: UnsafeMutablePointer<UInt8>
    /// How many bytes the image has.
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
    }

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
    /// Gives a database in the newest schema: itself, or a copy of an older one.
    ///
    /// - Parameters:
    ///   - source: a database of this schema or of an older version of it; it may be in a transaction that reads.
    ///   - path: where the copy lies, as for `copy`.
    /// - Returns: `source`, or a database that only its connection sees and that goes with it.
    /// - Throws: `SchemaRefusal`, `SQLiteError`.
    public func newest(of source: Connection, path: String = "") throws -> Connection {
        try check(source) < version ? try copy(of: source, path: path) : source
    }

    /// Copies a database into the newest schema.
    ///
    /// - Parameters:
    ///   - source: a database of this schema or of an older version of it.
    ///   - path: empty for a temporary file without a name, or `:memory:`.
    /// - Returns: a database that only its connection sees and that goes with it.
    /// - Throws: `SchemaRefusal`, `SQLiteError`.
    public func copy(of source: Connection, path: String = "") throws -> Connection {
        let copy = try Connection(path: path)
        try copy.replaceContents(withThoseOf: source)
        try migrate(copy)
        return copy
    }
}
