internal import CSQLite

/// The current row of a running statement; valid inside the closure to which it is passed.
///
/// Columns are numbered from 0. Reading a column of another type converts as SQLite does
/// (https://sqlite.org/c3ref/column_blob.html).
public struct Row {
    let statement: OpaquePointer

    /// Whether the column is NULL.
    public func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(statement, column) == SQLITE_NULL
    }

    /// The column as an integer; NULL is 0.
    public func integer(_ column: Int32) -> Int64 {
        sqlite3_column_int64(statement, column)
    }

    /// The column as an integer, or nil for NULL.
    public func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : sqlite3_column_int64(statement, column)
    }

    /// The column as a Boolean: any number except 0 is true.
    public func bool(_ column: Int32) -> Bool {
        sqlite3_column_int(statement, column) != 0
    }

    /// The column as text; NULL is the empty text.
    public func text(_ column: Int32) -> String {
        optionalText(column) ?? ""
    }

    /// The column as text, or nil for NULL.
    public func optionalText(_ column: Int32) -> String? {
        guard let start = sqlite3_column_text(statement, column) else { return nil }
        let length = Int(sqlite3_column_bytes(statement, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: length), as: UTF8.self)
    }

    /// The column's bytes; NULL is empty.
    public func bytes(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(statement, column) else { return [] }
        return [UInt8](
            UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column))))
    }
}
