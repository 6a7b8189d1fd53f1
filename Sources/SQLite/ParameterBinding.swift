internal import CSQLite

/// Binds the parameters of one execution, for statements that have many of them or run millions of times: it is not
/// generic, and texts can be bound without copying them.
public struct ParameterBinding {
    let statement: Statement

    public func bind(_ value: Int64, at index: Int32) {
        // Fails only for an index out of range; the parameter is then NULL.
        sqlite3_bind_int64(statement.pointer, index, value)
    }

    /// Binds a text or NULL.
    ///
    /// - Throws: `SQLiteError` for a text that is too long.
    public func bind(_ text: String?, at index: Int32) throws(SQLiteError) {
        try statement.check(text.bind(to: statement.pointer, at: index))
    }

    /// Binds a text without copying it.
    ///
    /// - Parameters:
    ///   - utf8: the bytes, at least one, which stay valid until the statement has run.
    ///   - index: the parameter's number, from 1.
    public func bind(utf8: UnsafeRawBufferPointer, at index: Int32) {
        sqlite3_bind_text64(
            statement.pointer, index, utf8.baseAddress?.assumingMemoryBound(to: CChar.self),
            UInt64(utf8.count),
            nil, UInt8(SQLITE_UTF8))
    }
}

extension Connection {
    /// Runs a statement to its end, ignoring rows.
    ///
    /// - Parameters:
    ///   - sql: the statement.
    ///   - bind: binds its parameters; unbound ones are NULL.
    /// - Throws: what `bind` throws, `SQLiteError`.
    public func run(_ sql: SQL, bind: (ParameterBinding) throws(SQLiteError) -> Void) throws(SQLiteError) {
        let statement = try begin(sql)
        defer { statement.end() }
        try bind(ParameterBinding(statement: statement))
        while try statement.step() {}
    }

    /// Reads the first column of a query's first row as an integer.
    ///
    /// - Parameters:
    ///   - sql: the query.
    ///   - utf8: its first parameter, a text of at least one byte.
    /// - Returns: the integer, or nil when there is no row.
    /// - Throws: `SQLiteError`.
    public func integer(_ sql: SQL, utf8: UnsafeRawBufferPointer) throws(SQLiteError) -> Int64? {
        let statement = try begin(sql)
        defer { statement.end() }
        ParameterBinding(statement: statement).bind(utf8: utf8, at: 1)
        return try statement.step() ? statement.row.integer(0) : nil
    }
}
