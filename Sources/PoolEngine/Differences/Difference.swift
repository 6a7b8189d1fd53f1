internal import JSON
internal import SQLite

/// The difference between two states of a user pool, as JSON.
///
/// ```
/// {"users": {"added": [{"userId": "u2", "username": "bob", …}], "removed": [],
///            "changed": [{"userId": "u1", "changes": {"email": {"from": null, "to": "a@b.c"}, "password": {}}}]},
///  "groups": {…}, …}
/// ```
///
/// Every table is listed, its rows in the order of their ids, so equal differences are equal texts. Both states are
/// read in this order and merged, so memory is only needed for rows that differ. Rows are identified by the vendor's
/// ids: a row that was removed and created again with the same id counts as changed. Of secrets, only the name is
/// shown. The pool's identity, which no state can change, is not compared.
enum Difference {
    /// Compares two databases of the newest schema.
    ///
    /// - Parameters:
    ///   - tables: the tables to compare, in the order of the difference.
    ///   - old: the earlier state.
    ///   - new: the later state.
    /// - Returns: the JSON text of the difference.
    /// - Throws: `SQLiteError`.
    static func text(
        of tables: [DiffTable], from old: Connection, to new: Connection
    ) throws(SQLiteError) -> [UInt8] {
        var writer = Writer(reserving: 4_096)
        writer.beginObject()
        for table in tables {
            let found = try old.reading(table.query) { (before) throws(SQLiteError) in
                try new.reading(table.query) { (after) throws(SQLiteError) in
                    try Changes(of: table, from: before, to: after)
                }
            }
            writer.name(table.name)
            writer.beginObject()
            writer.name("added" as StaticString)
            writer.raw(found.added)
            writer.name("removed" as StaticString)
            writer.raw(found.removed)
            writer.name("changed" as StaticString)
            writer.raw(found.changed)
            writer.endObject()
        }
        writer.endObject()
        return writer.finish()
    }
}

/// The differences of one table: three arrays as JSON texts.
private struct Changes {
    let added: [UInt8]
    let removed: [UInt8]
    let changed: [UInt8]

    /// Merges the rows of two states.
    init(of table: DiffTable, from before: Rows, to after: Rows) throws(SQLiteError) {
        var added = Writer()
        var removed = Writer()
        var changed = Writer()
        added.beginArray()
        removed.beginArray()
        changed.beginArray()
        var old = try before.next()
        var new = try after.next()
        while old != nil || new != nil {
            if let left = old, let right = new, left.isSame(as: right) {
                old = try before.next()
                new = try after.next()
                continue
            }
            let left = old.map { DiffTable.Entry($0, of: table) }
            let right = new.map { DiffTable.Entry($0, of: table) }
            if let left, right.map({ left.precedes($0) }) ?? true {
                removed.write(left, of: table)
                old = try before.next()
            } else if let right, left.map({ right.precedes($0) }) ?? true {
                added.write(right, of: table)
                new = try after.next()
            } else if let left, let right {
                changed.write(changesFrom: left, to: right, of: table)
                old = try before.next()
                new = try after.next()
            }
        }
        added.endArray()
        removed.endArray()
        changed.endArray()
        self.added = added.finish()
        self.removed = removed.finish()
        self.changed = changed.finish()
    }
}

extension Writer {
    /// Writes all values of a row, except secrets and values that are not set.
    fileprivate mutating func write(_ row: DiffTable.Entry, of table: DiffTable) {
        beginObject()
        writeIdentity(row, of: table)
        for (column, value) in zip(table.values, row.values) where value != .null && column.form != .secret {
            name(column.name)
            write(value, as: column.form)
        }
        endObject()
    }

    /// Writes the changed values of a row.
    fileprivate mutating func write(
        changesFrom old: DiffTable.Entry, to new: DiffTable.Entry, of table: DiffTable
    ) {
        beginObject()
        writeIdentity(new, of: table)
        name("changes" as StaticString)
        beginObject()
        for (index, column) in table.values.enumerated() where old.values[index] != new.values[index] {
            name(column.name)
            beginObject()
            if column.form != .secret {
                name("from" as StaticString)
                write(old.values[index], as: column.form)
                name("to" as StaticString)
                write(new.values[index], as: column.form)
            }
            endObject()
        }
        endObject()
        endObject()
    }

    private mutating func writeIdentity(_ row: DiffTable.Entry, of table: DiffTable) {
        for (column, text) in zip(table.identity, row.identity) {
            name(column.name)
            string(text)
        }
    }

    private mutating func write(_ value: StoredValue, as form: DiffTable.Column.Form) {
        switch (value, form) {
        case (.integer(let number), .flag): bool(number != 0)
        case (.integer(let number), .time): string(Timestamp(milliseconds: number).iso8601)
        case (.integer(let number), _): int(number)
        case (.real(let number), _): double(number)
        case (.text(let text), .json): raw(Array(text.utf8))
        case (.text(let text), _): string(text)
        // No column of a difference is a blob.
        case (.null, _), (.blob, _): null()
        }
    }
}
