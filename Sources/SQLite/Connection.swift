internal import CSQLite

/// One connection to one database, with its cache of prepared statements.
///
/// A connection belongs to one serial queue and is opened without SQLite's own mutexes
/// (https://sqlite.org/threadsafe.html, multi-thread mode). It is therefore not `Sendable`; the mailbox of a user pool
/// owns it.
public final class Connection {
    let handle: OpaquePointer
    public let path: String
    /// The VFS; nil for the default one.
    public let vfs: String?
    /// Whether the file is locked so that no other connection can open it.
    public internal(set) var isExclusive = false
    /// The pages in the write-ahead log after the last commit of this connection; 0 before `watchLog`.
    public internal(set) var logPages = 0
    private var statements: [ObjectIdentifier: Statement] = [:]
    /// The most recently used of `statements`, indexed by their number: a dictionary lookup takes longer than many
    /// statements.
    private var recent = [Statement?](repeating: nil, count: 128)
    /// The memory of the database, if it is an image.
    var image: DatabaseImage?
    /// Records the statements; nil while that is off.
    public private(set) var recorder: StatementRecorder?
    /// Called with each statement that is prepared, for tests of the query plans.
    public var onPrepare: ((SQL) -> Void)?

    /// Configures SQLite once, before the first connection: its memory statistics are not used.
    static let isLibraryConfigured = csqlite_disable_memory_statistics() == SQLITE_OK

    /// How a database is opened.
    public enum Mode: Sendable {
        /// An existing file, for reading only. SQLite may leave the index of a write-ahead log in its folder.
        case readOnly
        /// An existing file without a write-ahead log that is not written meanwhile: no file is written or created
        /// (`immutable`, https://sqlite.org/c3ref/open.html).
        case immutable
        /// An existing file, for reading and writing.
        case existing
        /// A file that is created if it does not exist.
        case readWrite
    }

    /// Opens a database.
    ///
    /// - Parameters:
    ///   - path: a file's path, `:memory:`, or empty for a temporary file of this connection.
    ///   - mode: see `Mode`.
    ///   - vfs: the name of a registered VFS (https://sqlite.org/vfs.html), for tests in which files fail; nil for the
    ///     default one.
    /// - Throws: `SQLiteError` when the file cannot be opened. A file that is not a database is only detected by the
    ///   first statement.
    public init(path: String, mode: Mode = .readWrite, vfs: String? = nil) throws(SQLiteError) {
        _ = Self.isLibraryConfigured
        self.path = path
        self.vfs = vfs
        var opened: OpaquePointer?
        let access =
            switch mode {
            case .readOnly: SQLITE_OPEN_READONLY
            case .immutable: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            case .existing: SQLITE_OPEN_READWRITE
            case .readWrite: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        let code = sqlite3_open_v2(
            mode == .immutable ? Self.immutableURI(of: path) : path, &opened,
            access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, vfs)
        guard code == SQLITE_OK, let opened else {
            defer { sqlite3_close_v2(opened) }
            throw SQLiteError(handle: opened, code: code)
        }
        handle = opened
        try CaseFolding.register(on: opened)
    }

    /// A path as a URI with special characters escaped (https://sqlite.org/uri.html).
    private static func immutableURI(of path: String) -> String {
        var uri = path.utf8.first == UInt8(ascii: "/") ? "file://" : "file:"
        for character in path.unicodeScalars {
            switch character {
            case "%": uri += "%25"
            case "?": uri += "%3f"
            case "#": uri += "%23"
            default: uri.unicodeScalars.append(character)
            }
        }
        return uri + "?immutable=1"
    }

    deinit {
        recorder = nil
        recent.removeAll()
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Runs one or more statements given as text, ignoring rows.
    ///
    /// - Throws: `SQLiteError` of the first statement that fails; earlier ones are not undone.
    public func execute(_ script: String) throws(SQLiteError) {
        let code = sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteError(handle: handle, code: code, sql: script) }
    }

    /// Runs a statement to its end, ignoring rows.
    ///
    /// - Returns: how many rows an `INSERT`, `UPDATE` or `DELETE` changed.
    /// - Throws: `SQLiteError`, for example for a violated constraint.
    @discardableResult
    @inlinable
    public func run<each Parameter: Bindable>(
        _ sql: SQL, _ parameters: repeat each Parameter
    ) throws(SQLiteError) -> Int {
        let statement = try begin(sql)
        defer { statement.end() }
        try statement.bind(repeat each parameters)
        while try statement.step() {}
        return changes
    }

    /// Reads the first row of a query.
    ///
    /// - Parameters:
    ///   - sql: the query.
    ///   - parameters: the values of its parameters, in order.
    ///   - read: reads the row; must not run the same statement.
    /// - Returns: the result of `read`; nil if there is no row.
    /// - Throws: `SQLiteError`.
    @inlinable
    public func first<each Parameter: Bindable, Result>(
        _ sql: SQL, _ parameters: repeat each Parameter, read: (Row) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result? {
        let statement = try begin(sql)
        defer { statement.end() }
        try statement.bind(repeat each parameters)
        return try statement.step() ? try read(statement.row) : nil
    }

    /// Reads every row of a query, in order.
    ///
    /// - Parameters:
    ///   - sql: the query.
    ///   - parameters: the values of its parameters, in order.
    ///   - read: reads a row; must not run the same statement.
    /// - Returns: the results of `read`.
    /// - Throws: `SQLiteError`.
    @inlinable
    public func all<each Parameter: Bindable, Result>(
        _ sql: SQL, _ parameters: repeat each Parameter, read: (Row) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> [Result] {
        let statement = try begin(sql)
        defer { statement.end() }
        try statement.bind(repeat each parameters)
        var results: [Result] = []
        while try statement.step() { results.append(try read(statement.row)) }
        return results
    }

    /// Removes a prepared statement that will not be used again; it must not be running.
    public func discard(_ sql: SQL) {
        if let statement = statements.removeValue(forKey: ObjectIdentifier(sql)) {
            recorder?.forget(statement)
        }
        recent[Self.place(of: sql)] = nil
    }

    /// Begins or ends recording the statements; none may be running.
    public func setRecording(_ isOn: Bool) {
        guard isOn != (recorder != nil) else { return }
        recorder = isOn ? StatementRecorder(of: handle, statements.values) : nil
    }

    /// The row id of the most recent successful insert.
    public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// The texts of the statements in the cache, in no order.
    public var preparedStatements: [String] { statements.values.map(\.sql.text) }

    /// Sets how long a statement waits for a lock of another connection, in milliseconds; 0 for not at all.
    public func setLockTimeout(_ milliseconds: Int32) {
        sqlite3_busy_timeout(handle, milliseconds)
    }

    /// How many rows were inserted, changed or deleted since the connection was opened, including by triggers and
    /// foreign keys (https://sqlite.org/c3ref/total_changes.html).
    public var totalChanges: Int64 { sqlite3_total_changes64(handle) }

    /// Whether a transaction is open.
    public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// How many rows the last `INSERT`, `UPDATE` or `DELETE` changed.
    public var changes: Int { Int(sqlite3_changes(handle)) }

    /// Begins one execution of a statement, which `end` ends.
    public func begin(_ sql: SQL) throws(SQLiteError) -> Statement {
        let statement = try prepared(sql)
        statement.begin()
        return statement
    }

    private func prepared(_ sql: SQL) throws(SQLiteError) -> Statement {
        let place = Self.place(of: sql)
        if let statement = recent[place], statement.sql === sql { return statement }
        let statement: Statement
        if let known = statements[ObjectIdentifier(sql)] {
            statement = known
        } else {
            statement = try Statement(sql, on: handle)
            statements[ObjectIdentifier(sql)] = statement
            recorder?.declare(statement)
            onPrepare?(sql)
        }
        recent[place] = statement
        return statement
    }

    /// The index of a statement in `recent`, from 0 to 127.
    ///
    /// Statements that are used together are numbered together, so they rarely share an index.
    private static func place(of sql: SQL) -> Int {
        sql.number & 127
    }
}
