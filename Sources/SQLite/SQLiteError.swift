internal import CSQLite

/// A failed call of SQLite.
///
/// The description contains neither the statement nor its bound values, which are private data.
public struct SQLiteError: Error, Equatable, CustomStringConvertible {
    /// The primary result code (https://sqlite.org/rescode.html#primary_result_code_list).
    public let code: Int32
    /// The extended result code (https://sqlite.org/rescode.html#extended_result_code_list).
    public let extendedCode: Int32
    /// SQLite's English message.
    public let message: String
    /// The statement that was running, if any.
    public let sql: String?

    public var description: String {
        "SQLite error \(extendedCode): \(message)"
    }

    /// Whether the file is not a database or is damaged (`SQLITE_NOTADB`, `SQLITE_CORRUPT`).
    public var isCorruption: Bool { code == SQLITE_NOTADB || code == SQLITE_CORRUPT }

    /// The error for a stored value that this program never writes: the file is damaged or from a newer version.
    ///
    /// - Parameter column: its column, as `table.column`; the error does not contain the value.
    /// - Returns: an error with SQLite's code for a damaged file.
    public static func unusable(_ column: String) -> SQLiteError {
        SQLiteError(
            code: SQLITE_CORRUPT, extendedCode: SQLITE_CORRUPT,
            message: "the file is not usable: \(column) contains an unknown value", sql: nil
        )
    }

    private init(code: Int32, extendedCode: Int32, message: String, sql: String?) {
        self.code = code
        self.extendedCode = extendedCode
        self.message = message
        self.sql = sql
    }

    /// The cause of a failure, by what the user can do about it.
    public enum Cause: Sendable {
        /// The file cannot grow (`SQLITE_FULL`).
        case diskFull
        /// The operating system refused to open, read, write or sync a file (`SQLITE_IOERR`, `SQLITE_CANTOPEN`,
        /// `SQLITE_READONLY`).
        case inputOutput
        /// Another connection holds a lock (`SQLITE_BUSY`, `SQLITE_LOCKED`, `SQLITE_PROTOCOL`).
        case held
        /// The statement, its values or the program.
        case other
    }

    public var cause: Cause {
        switch code {
        case SQLITE_FULL: .diskFull
        case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY: .inputOutput
        case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL: .held
        default: .other
        }
    }

    /// Whether a `UNIQUE` or `PRIMARY KEY` constraint refused a row.
    public var isUniqueViolation: Bool {
        extendedCode == SQLITE_CONSTRAINT | (8 << 8) || extendedCode == SQLITE_CONSTRAINT | (6 << 8)
    }

    /// The columns of the unique index that refused a row, as `table.column`; empty for other errors.
    public var violatedColumns: [String] {
        // The text is "UNIQUE constraint failed: users.email" (sqlite3UniqueConstraint in SQLite's insert.c).
        guard isUniqueViolation, let colon = message.utf8.firstIndex(of: UInt8(ascii: ":")) else { return [] }
        return message[message.utf8.index(after: colon)...].split { $0 == "," || $0 == " " }.map(String.init)
    }

    /// Creates the error of a connection's most recent call.
    ///
    /// - Parameters:
    ///   - handle: the connection; nil if it could not be created.
    ///   - code: the result of the call that failed.
    ///   - sql: the statement that was running.
    init(handle: OpaquePointer?, code: Int32, sql: String? = nil) {
        extendedCode = handle.map { sqlite3_extended_errcode($0) } ?? code
        self.code = code & 0xff
        message = String(cString: handle.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
        self.sql = sql
    }
}
