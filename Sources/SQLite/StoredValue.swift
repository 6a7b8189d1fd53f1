internal import Bytes
internal import CSQLite

/// A value as it is stored, for comparing rows of any table (https://sqlite.org/datatype3.html, section 2).
public enum StoredValue: Sendable, Equatable {
    /// NULL.
    case null
    /// A whole number.
    case integer(Int64)
    /// A floating-point number.
    case real(Double)
    /// Text.
    case text(String)
    /// Bytes.
    case blob([UInt8])

    /// Compares texts by their bytes, as in SQLite; in Swift canonically equivalent texts are equal.
    public static func == (left: StoredValue, right: StoredValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let left), .integer(let right)): left == right
        case (.real(let left), .real(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.blob(let left), .blob(let right)): left == right
        default: false
        }
    }
}

extension Row {
    /// The column as it is stored.
    public func value(_ column: Int32) -> StoredValue {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_FLOAT: .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .blob(bytes(column))
        default: .null
        }
    }

    /// Whether another row, of any connection, has the same values of the same types; copies nothing.
    public func isSame(as other: Row) -> Bool {
        count == other.count && (0..<count).allSatisfy { hasSame($0, as: other) }
    }

    private func hasSame(_ column: Int32, as other: Row) -> Bool {
        let type = sqlite3_column_type(statement, column)
        guard type == sqlite3_column_type(other.statement, column) else { return false }
        switch type {
        case SQLITE_NULL: return true
        case SQLITE_INTEGER: return integer(column) == other.integer(column)
        case SQLITE_FLOAT:
            return sqlite3_column_double(statement, column) == sqlite3_column_double(other.statement, column)
        default:
            // Called first, since the length is that of the form requested last.
            let bytes = sqlite3_column_blob(statement, column)
            let others = sqlite3_column_blob(other.statement, column)
            let length = sqlite3_column_bytes(statement, column)
            guard length == sqlite3_column_bytes(other.statement, column) else { return false }
            guard let bytes, let others else { return length == 0 }
            return UnsafeRawBufferPointer(start: bytes, count: Int(length))
                .hasSameBytes(as: UnsafeRawBufferPointer(start: others, count: Int(length)))
        }
    }

    public var count: Int32 { sqlite3_column_count(statement) }
}

/// The rows of a query, one after the other; valid inside the closure to which it is passed.
public struct Rows {
    let step: () throws(SQLiteError) -> Row?

    /// The next row, or nil after the last one.
    ///
    /// - Throws: `SQLiteError`.
    public func next() throws(SQLiteError) -> Row? { try step() }
}

extension Connection {
    /// Reads a query's rows one by one, for merging queries of two connections.
    ///
    /// - Parameters:
    ///   - sql: a query without parameters.
    ///   - body: reads the rows; must neither run the same statement nor continue after the last row.
    /// - Returns: what `body` returns.
    /// - Throws: `SQLiteError`.
    public func reading<Result>(
        _ sql: SQL, _ body: (Rows) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        let statement = try begin(sql)
        defer { statement.end() }
        return try body(
            Rows { () throws(SQLiteError) in
                try statement.step() ? statement.row : nil
            })
    }
}
