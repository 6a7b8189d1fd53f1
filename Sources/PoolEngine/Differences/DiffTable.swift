internal import JSON
internal import SQLite

/// A table of a difference: which columns identify a row, and which ones are compared.
public struct DiffTable: Sendable {
    /// A compared column.
    public struct Column: Sendable {
        /// How a value is written in the difference.
        public enum Form: Sendable {
            /// As it is stored.
            case plain
            /// Stored as 0 or 1.
            case flag
            /// Stored as milliseconds, written as the API writes times.
            case time
            /// Stored as JSON text.
            case json
            /// Never written: the difference only says that it changed.
            case secret
        }

        /// The name in the difference: the API's name where there is one.
        let name: String
        /// The SQL expression that reads it.
        let expression: String
        let form: Form

        /// - Parameters:
        ///   - name: the name in the difference.
        ///   - expression: SQL; by default the column of this name in the table itself.
        ///   - form: how it is written.
        public init(_ name: String, _ expression: String? = nil, _ form: Form = .plain) {
            self.name = name
            self.expression = expression ?? "t.\(name)"
            self.form = form
        }
    }

    /// The name of the member of the difference.
    let name: String
    /// The columns that identify a row: texts, together unique.
    let identity: [Column]
    /// The columns that are compared.
    let values: [Column]
    /// Reads the rows in the order of their identities.
    let query: SQL

    /// - Parameters:
    ///   - name: the name of the member of the difference.
    ///   - source: the text after `FROM`; the table itself is `t`.
    ///   - identity: the columns that identify a row.
    ///   - values: the columns that are compared.
    public init(_ name: String, from source: String, identity: [Column], values: [Column]) {
        self.name = name
        self.identity = identity
        self.values = values
        let expressions = (identity + values).map(\.expression).joined(separator: ", ")
        let order = identity.indices.map { "\($0 + 1)" }.joined(separator: ", ")
        query = SQL("SELECT \(expressions) FROM \(source) ORDER BY \(order)")
    }
}

extension DiffTable {
    /// A row of the table.
    struct Entry {
        /// The texts that identify the row.
        let identity: [String]
        let values: [StoredValue]

        /// Reads a row of the table's query.
        init(_ row: Row, of table: DiffTable) {
            let count = Int32(table.identity.count)
            identity = (0..<count).map { row.text($0) }
            values = (count..<row.count).map { row.value($0) }
        }

        /// Whether this row precedes another one in SQLite's order of texts: by their bytes.
        func precedes(_ other: Entry) -> Bool {
            for (own, others) in zip(identity, other.identity) where !own.utf8.elementsEqual(others.utf8) {
                return own.utf8.lexicographicallyPrecedes(others.utf8)
            }
            return false
        }
    }
}
