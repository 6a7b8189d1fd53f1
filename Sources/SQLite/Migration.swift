/// A migration of a schema to the next version.
public struct Migration: Sendable {
    /// The schema's version after this migration, from 1 without gaps.
    public let version: Int
    /// Its SQL statements.
    public let script: String

    public init(version: Int, script: String) {
        self.version = version
        self.script = script
    }
}

/// Why a file cannot be used as a database of this schema; the file is not changed.
public enum SchemaRefusal: Error, Equatable, CustomStringConvertible {
    /// It is a database of another program.
    case foreign
    /// It was written by a newer version of the program: `found` is its schema version, `known` the newest known one.
    case newer(found: Int, known: Int)
    /// It is not a database, or a damaged one.
    case damaged(String)

    public var description: String {
        switch self {
        case .foreign:
            "it is a SQLite database of another program"
        case .newer(let found, let known):
            "it was written by a newer version (schema \(found); this version knows up to \(known))"
        case .damaged(let reason):
            "it is not a usable database (\(reason))"
        }
    }
}

/// A schema: the migrations from an empty file to the current version.
///
/// The version is stored in the file's `user_version`, the program in its `application_id`
/// (https://sqlite.org/pragma.html#pragma_application_id).
public struct Schema: Sendable {
    private static let applicationIdQuery = SQL("PRAGMA application_id")
    private static let versionQuery = SQL("PRAGMA user_version")
    private static let tableCountQuery = SQL("SELECT count(*) FROM sqlite_schema")

    /// Identifies the files of this program.
    public let applicationId: Int32
    /// The migrations in the order of their versions.
    public let migrations: [Migration]
    /// Gives an empty database one of the versions at once; nil to run each migration.
    private let creation: Migration?

    /// Describes a schema.
    ///
    /// - Parameters:
    ///   - applicationId: identifies the files of this program.
    ///   - migrations: the migrations in the order of their versions.
    ///   - creation: has the effect of the migrations up to its version. SQLite reads the whole schema again for each
    ///     `ALTER TABLE`, so a new database is made faster without the migrations.
    public init(applicationId: Int32, migrations: [Migration], creation: Migration? = nil) {
        self.applicationId = applicationId
        self.migrations = migrations
        self.creation = creation
    }

    /// The version after all migrations.
    public var version: Int { migrations.last?.version ?? 0 }

    /// Checks whether a database can be opened with this schema, without writing to it.
    ///
    /// - Returns: the version of the database; 0 for an empty one.
    /// - Throws: `SchemaRefusal`, or `SQLiteError` when the file cannot be read at all.
    public func check(_ connection: Connection) throws -> Int {
        do {
            let owner = try connection.first(Self.applicationIdQuery) { $0.integer(0) } ?? 0
            let version = Int(try connection.first(Self.versionQuery) { $0.integer(0) } ?? 0)
            let tables = try connection.first(Self.tableCountQuery) { $0.integer(0) } ?? 0
            if tables == 0 && version == 0 && owner == 0 { return 0 }
            guard owner == Int64(applicationId) else { throw SchemaRefusal.foreign }
            guard version <= self.version else {
                throw SchemaRefusal.newer(found: version, known: self.version)
            }
            return version
        } catch let error as SQLiteError where error.isCorruption {
            throw SchemaRefusal.damaged(error.message)
        }
    }

    /// Migrates a database to the newest version, with a transaction for each migration.
    ///
    /// - Throws: `SchemaRefusal` before anything is written, or `SQLiteError`.
    public func migrate(_ connection: Connection) throws {
        for migration in steps(from: try check(connection)) {
            try connection.inTransaction {
                try connection.execute(migration.script)
                try connection.execute("PRAGMA user_version = \(migration.version)")
                try connection.execute("PRAGMA application_id = \(applicationId)")
            }
        }
    }

    private func steps(from version: Int) -> [Migration] {
        guard version == 0, let creation else { return migrations.filter { $0.version > version } }
        return [creation] + migrations.filter { $0.version > creation.version }
    }
}
