internal import CSQLite

/// The texts of adjacent columns of a row, copied together.
///
/// Often only a few columns of a row are used, or they are only written again: a `String` for each would cost more than
/// the rest of the work on the row.
public struct TextColumns: Sendable {
    private let bytes: [UInt8]
    /// The end of each text in `bytes`; its complement for NULL.
    private let ends: [Int]

    /// Whether a column, counted from 0, is NULL.
    public func isNull(_ column: Int) -> Bool { ends[column] < 0 }

    /// The text of a column, counted from 0, or nil for NULL.
    public subscript(column: Int) -> String? {
        isNull(column) ? nil : withText(column) { String(decoding: $0, as: UTF8.self) }
    }

    /// Calls `body` with the text of a column as UTF-8; empty for NULL.
    public func withText<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows
        -> Result
    {
        let start = column == 0 ? 0 : Self.end(ends[column - 1])
        return try bytes.withUnsafeBytes { bytes in
            try body(UnsafeRawBufferPointer(rebasing: bytes[start..<Self.end(ends[column])]))
        }
    }

    private static func end(_ stored: Int) -> Int { stored < 0 ? ~stored : stored }

    fileprivate init(_ row: Row, from first: Int32, count: Int) {
        var total = 0
        ends = [Int](unsafeUninitializedCapacity: count) { ends, initialized in
            for index in 0..<count {
                let column = first + Int32(index)
                let isNull = sqlite3_column_type(row.statement, column) == SQLITE_NULL
                if !isNull {
                    // Requested as text first, since the length is that of the form requested last.
                    _ = sqlite3_column_text(row.statement, column)
                    total += Int(sqlite3_column_bytes(row.statement, column))
                }
                ends.initializeElement(at: index, to: isNull ? ~total : total)
            }
            initialized = count
        }
        let ends = ends
        bytes = [UInt8](unsafeUninitializedCapacity: total) { bytes, initialized in
            var start = 0
            for index in 0..<count where ends[index] > start {
                guard let text = sqlite3_column_text(row.statement, first + Int32(index)) else { break }
                (bytes.baseAddress.unsafelyUnwrapped + start).initialize(
                    from: text, count: ends[index] - start)
                start = ends[index]
            }
            initialized = start
        }
    }
}

extension Row {
    /// The texts of `count` columns from `first` on.
    public func texts(from first: Int32, count: Int) -> TextColumns {
        TextColumns(self, from: first, count: count)
    }
}
