internal import JSON
internal import SQLite

/// Rows that are compared: what makes one the same as before, and what may have changed about it.
public struct DiffTable: Sendable {
    /// A value of a row.
    public struct Column: Sendable {
        /// How a value is written.
        public enum Form: Sendable {
            /// As it is stored.
            case plain
            /// Stored as 0 or 1.
            case flag
            /// Stored as milliseconds, written as the API writes times.
            case time
            /// Stored as JSON text.
            case json
            /// Not at all: that it changed is said, never what it was or is.
            case secret
        }

        /// The name in the difference, which is the API's where it has one.
        let name: String
        /// The expression that reads it.
        let expression: String
        let form: Form

        /// Describes a value.
        ///
        /// - Parameters:
        ///   - name: the name in the difference.
        ///   - expression: SQL; the column of this name in the rows' own table when left out.
        ///   - form: how it is written.
        public init(_ name: String, _ expression: String? = nil, _ form: Form = .plain) {
            self.name = name
            self.expression = expression ?? "t.\(name)"
            self.form = form
        }
    }

    /// The member of the difference.
    let name: String
    /// What makes a row the same as before: texts, together unique.
    let identity: [Column]
    /// What may have changed.
    let values: [Column]
    /// Reads the rows in the order of their identities.
    let query: SQL

    /// Describes rows.
    ///
    /// - Parameters:
    ///   - name: the member of the difference.
    ///   - source: what stands behind `FROM`; the rows' own table is `t`.
    ///   - identity: what makes a row the same.
    ///   - values: what may have changed.
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
        /// The texts that make it the same row.
        let identity: [String]
        /// Its values.
        let values: [StoredValue]

        /// Takes a row of the table's query.
        init(_ row: Row, of table: DiffTable) {
            let count = Int32(table.identity.count)
            identity = (0..<count).map { row.text($0) }
            values = (count..<row.count).map { row.value($0) }
        }

        /// Whether this row stands before another one, in SQLite's order of texts: by their bytes.
        func precedes(_ other: Entry) -> Bool {
            for (own, others) in zip(identity, other.identity) where !own.utf8.elementsEqual(others.utf8) {
                return own.utf8.lexicographicallyPrecedes(others.utf8)
            }
            return false
        }
    }
}
