internal import CSQLite

/// One connection to one database, with its cache of prepared statements.
///
/// A connection belongs to one serial queue and is opened without SQLite's own mutexes, since the queue already
/// serialises (https://sqlite.org/threadsafe.html, multi-thread mode). It is therefore not `Sendable`; its owner is
/// the mailbox of a user pool.
public final class Connection {
    let handle: OpaquePointer
    /// The path it was opened with.
    public let path: String
    /// The VFS it was opened with; nil for the standard one.
    public let vfs: String?
    /// Whether nobody else can open the file meanwhile.
    public internal(set) var isExclusive = false
    /// Pages in the write-ahead log after the last commit of this connection, once it watches the log.
    public internal(set) var logPages = 0
    private var statements: [ObjectIdentifier: Statement] = [:]
    /// Those of `statements` that were used last, each in the place that its address gives it: a dictionary hashes so
    /// carefully that it takes longer than many a statement.
    private var recent = [Statement?](repeating: nil, count: 128)
    /// The memory that the database lies in, when it is an image.
    var image: DatabaseImage?
    /// Is called with each statement that is prepared, for tests that ask the query planner about them.
    public var onPrepare: ((SQL) -> Void)?

    /// Done once, before the first connection: nobody asks how much memory SQLite has allocated.
    static let isLibraryConfigured = csqlite_disable_memory_statistics() == SQLITE_OK

    /// How a database is opened.
    public enum Mode: Sendable {
        /// An existing file, for reading only. Beside a file with a write-ahead log SQLite may leave the log's index.
        case readOnly
        /// An existing file without a write-ahead log that nobody writes meanwhile: nothing at all is written, nor made
        /// beside it (`immutable`, https://sqlite.org/c3ref/open.html).
        case immutable
        /// An existing file, for reading and writing.
        case existing
        /// A file that is made when it does not exist.
        case readWrite
    }

    /// Opens a database.
    ///
    /// - Parameters:
    ///   - path: a file's path, `:memory:`, or empty for a file that only this connection sees and that goes with it.
    ///   - mode: see `Mode`.
    ///   - vfs: the name of a registered VFS (https://sqlite.org/vfs.html), for tests in which files fail; nil for the
    ///     standard one.
    /// - Throws: `SQLiteError` when the file cannot be opened. A file that is no database is found out by the first
    ///   statement, not here.
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

    /// A path as a URI, the characters that end one escaped (https://sqlite.org/uri.html).
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
        recent.removeAll()
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Runs one or more statements given as text, ignoring rows.
    ///
    /// - Throws: `SQLiteError` of the first statement that fails; the ones before it stay done.
    public func execute(_ script: String) throws(SQLiteError) {
        let code = sqlite3_exec(handle, script, nil, nil, nil)
        guard code == SQLITE_OK else { throw SQLiteError(handle: handle, code: code, sql: script) }
    }

    /// Runs a statement to its end, ignoring rows.
    ///
    /// - Returns: how many rows an `INSERT`, `UPDATE` or `DELETE` changed.
    /// - Throws: `SQLiteError`, among others for a broken constraint.
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
    ///   - read: takes the values out of the row, or refuses them; must not run the same statement.
    /// - Returns: what `read` made of the first row, or nil when there is none.
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
    ///   - read: takes the values out of a row, or refuses them; must not run the same statement.
    /// - Returns: what `read` made of the rows.
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

    /// Drops a prepared statement that will not be used again; it must not run.
    public func discard(_ sql: SQL) {
        statements[ObjectIdentifier(sql)] = nil
        recent[Self.place(of: sql)] = nil
    }

    /// The row id of the most recent successful insert.
    public var lastInsertedRow: Int64 { sqlite3_last_insert_rowid(handle) }

    /// The texts of the statements in the cache, in no order.
    public var preparedStatements: [String] { statements.values.map(\.sql.text) }

    /// How long a statement waits for a lock that another connection holds, in milliseconds; 0 for not at all.
    public func setLockTimeout(_ milliseconds: Int32) {
        sqlite3_busy_timeout(handle, milliseconds)
    }

    /// How many rows were inserted, changed or deleted since the connection was opened, by triggers and foreign keys
    /// too (https://sqlite.org/c3ref/total_changes.html).
    public var totalChanges: Int64 { sqlite3_total_changes64(handle) }

    /// Whether a transaction is open.
    public var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// How many rows the last `INSERT`, `UPDATE` or `DELETE` changed.
    public var changes: Int { Int(sqlite3_changes(handle)) }

    /// Claims a statement for one execution, which its `end` ends.
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
            onPrepare?(sql)
        }
        recent[place] = statement
        return statement
    }

    /// The place of a statement among the recent ones, from 0 to 127 (Fibonacci hashing).
    private static func place(of sql: SQL) -> Int {
        let address = UInt64(UInt(bitPattern: ObjectIdentifier(sql)))
        return Int((address &* 0x9E37_79B9_7F4A_7C15) >> 57)
    }
}
