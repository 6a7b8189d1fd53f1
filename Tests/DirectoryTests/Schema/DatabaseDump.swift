import SQLite

/// The definitions and rows of a database.
struct DatabaseDump: Equatable {
    /// A table, index or trigger, also those that SQLite makes itself.
    struct Object: Equatable {
        let type: String
        let name: String
        /// Empty for an index of a constraint.
        let sql: String

        var isVirtualTable: Bool { sql.hasPrefix("CREATE VIRTUAL TABLE") }
    }

    /// The objects in the order in which they were made.
    let objects: [Object]
    /// The rows of each ordinary table, each row as the values of an `INSERT` statement.
    let tables: [String: [String]]
    let userVersion: Int64?
    let applicationId: Int64?

    /// Reads the database of a connection.
    init(of connection: Connection) throws {
        objects = try connection.all(
            SQL("SELECT type, name, ifnull(sql, '') FROM sqlite_schema ORDER BY rowid")
        ) {
            Object(type: $0.text(0), name: $0.text(1), sql: $0.text(2))
        }
        var tables: [String: [String]] = [:]
        for table in objects where table.type == "table" && !table.isVirtualTable {
            let columns = try connection.all(SQL("SELECT name FROM pragma_table_info('\(table.name)')")) {
                "quote(\"\($0.text(0))\")"
            }
            tables[table.name] = try connection.all(
                SQL("SELECT \(columns.joined(separator: "||', '||")) FROM \"\(table.name)\"")
            ) { $0.text(0) }
        }
        self.tables = tables
        userVersion = try connection.first(SQL("PRAGMA user_version")) { $0.integer(0) }
        applicationId = try connection.first(SQL("PRAGMA application_id")) { $0.integer(0) }
    }

    /// The statements that make a database of these definitions and rows; SQLite makes the tables of virtual tables.
    var script: String {
        let virtual = objects.filter(\.isVirtualTable).map(\.name)
        return objects.filter { object in
            !object.sql.isEmpty && !virtual.contains { object.name.hasPrefix("\($0)_") }
        }.map { object in
            let rows = (tables[object.name] ?? []).map { "INSERT INTO \(object.name) VALUES (\($0));\n" }
            return "\(object.sql);\n" + rows.joined()
        }.joined()
    }
}
