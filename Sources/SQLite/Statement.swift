internal import CSQLite

/// A prepared statement in a connection's cache.
///
/// Other modules use it only through functions of `Connection`, which are inlined there: generic code that binds a
/// statement at run time would cost twice as much as the work of SQLite.
public final class Statement {
    public let pointer: OpaquePointer
    private let connection: OpaquePointer
    /// Kept alive here, because its address is the key of the cache.
    let sql: SQL
    /// Whether an execution has begun and not ended.
    private var isRunning = false

    /// Prepares a statement for many uses (https://sqlite.org/c3ref/c_prepare_normalize.html).
    ///
    /// - Throws: `SQLiteError` when the text is not one valid statement.
    init(_ sql: SQL, on connection: OpaquePointer) throws(SQLiteError) {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(
            connection, sql.text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else {
            throw SQLiteError(handle: connection, code: code, sql: sql.text)
        }
        pointer = prepared
        self.connection = connection
        self.sql = sql
    }

    deinit {
        sqlite3_finalize(pointer)
    }

    /// Begins one execution.
    ///
    /// Each `begin` must be followed by one `end`.
    func begin() {
        precondition(!isRunning, "statement used while it runs: \(sql.text)")
        isRunning = true
    }

    /// Releases the statement, its locks and its bound values.
    public func end() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
        isRunning = false
    }

    /// Binds the parameters in order.
    @inlinable
    public func bind<each Parameter: Bindable>(_ parameters: repeat each Parameter) throws(SQLiteError) {
        var index: Int32 = 0
        for parameter in repeat each parameters {
            index += 1
            try check(parameter.bind(to: pointer, at: index))
        }
    }

    /// Throws the error of a result code of binding.
    public func check(_ code: Int32) throws(SQLiteError) {
        guard code == SQLITE_OK else { throw SQLiteError(handle: connection, code: code, sql: sql.text) }
    }

    /// The current row.
    public var row: Row { Row(statement: pointer) }

    /// Runs to the next row.
    ///
    /// - Returns: whether there is a row.
    public func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw SQLiteError(handle: connection, code: code, sql: sql.text)
        }
    }
}
