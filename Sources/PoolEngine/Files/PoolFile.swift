internal import Bytes
internal import Crypto
internal import Platform
public import SQLite

/// A user pool's database in the data directory.
public struct PoolFile: Sendable {
    /// The suffix of a pool's file.
    static let suffix = ".sqlite"
    /// The suffix of an incomplete file.
    static let unfinishedSuffix = ".sqlite.unfinished"
    /// The suffix of the file of a pool that is being removed.
    static let removedSuffix = ".sqlite.removed"
    /// The folder in the data directory with a folder of snapshots for each pool.
    static let snapshotsFolder = "snapshots"
    /// Files up to this size in bytes are checked completely when they are opened, which takes a few milliseconds.
    ///
    /// Damage in larger ones is detected when the damaged page is read.
    private static let wholeCheckBytes = 8 * 1_024 * 1_024

    /// How long to wait for a server that is opening or closing the file, in milliseconds.
    private static let lockTimeout: Int32 = 1_000

    private static let quickCheck = SQL("PRAGMA quick_check(1)")

    public let path: String

    init(path: String) {
        self.path = path
    }

    /// The file of a pool.
    ///
    /// - Parameters:
    ///   - id: the pool's id. If it is not a valid file name, its SHA-256 is used.
    ///   - directory: the data directory.
    public init(id: String, in directory: String) {
        let isName = id.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            case UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        let name: String
        if isName && !id.isEmpty {
            name = id
        } else {
            name = "sha256-" + Hexadecimal.text(of: SHA256.hash(data: Array(id.utf8)))
        }
        path = "\(directory)/\(name)\(Self.suffix)"
    }

    /// Whether a name is that of an incomplete file or of its journal.
    static func isUnfinished(_ name: String) -> Bool {
        ["", "-wal", "-shm", "-journal"].contains { name.hasSuffix(unfinishedSuffix + $0) }
    }

    /// The path at which the file is built; the next start would remove it.
    var unfinishedPath: String {
        String(path.dropLast(Self.suffix.count)) + Self.unfinishedSuffix
    }

    /// The path of the file while the rest of the pool is removed; the next start would continue.
    var removedPath: String {
        String(path.dropLast(Self.suffix.count)) + Self.removedSuffix
    }

    /// The folder of the pool's snapshots.
    var snapshotsPath: String {
        let parts = path.dropLast(Self.suffix.count).split(separator: "/", omittingEmptySubsequences: false)
        return (parts.dropLast() + [Self.snapshotsFolder[...]] + parts.suffix(1)).joined(separator: "/")
    }

    /// Checks the file and opens it for use.
    ///
    /// - Throws: `SchemaRefusal` if it is from another program, newer or damaged; it is then unchanged. `SQLiteError`;
    ///   `DataDirectoryError.systemCall` without permission to read and write it.
    func open(_ schema: Schema, durability: Durability) throws -> sending Connection {
        _ = try inspect(schema) { _ in }
        return try openUnchecked(schema, durability: durability)
    }

    /// Opens a file that this process has used before and that has not changed since.
    ///
    /// - Throws: as `open(_:durability:)`.
    func openUnchecked(_ schema: Schema, durability: Durability) throws -> sending Connection {
        let connection = try Connection.opened(path: path) { try $0.configure(durability: durability) }
        try schema.migrate(connection)
        return connection
    }

    /// Opens the file for reading only.
    ///
    /// - Parameters:
    ///   - schema: the tables of a pool's file.
    ///   - mayBeWritten: whether another process may open and write it meanwhile, even if it has no log yet.
    /// - Returns: the connection, outside any transaction.
    /// - Throws: `SchemaRefusal`, `SQLiteError`, `DataDirectoryError.systemCall` without permission to read it.
    public func openForReading(
        _ schema: Schema, mayBeWritten: Bool = false
    ) throws -> sending Connection {
        try openAndCheck(schema, mayBeWritten: mayBeWritten).connection
    }

    /// Checks the file and reads the pool's identity.
    ///
    /// A file of a killed process or an older program is recovered and migrated. Afterwards the file is closed and
    /// complete, without a log.
    ///
    /// - Throws: as `open(_:durability:)`.
    func identity(_ schema: Schema, durability: Durability) throws -> PoolIdentity {
        if !hasLog, !FileSystem.exists("\(path)-shm"),
            let identity = try inspect(schema, { try PoolIdentity(of: $0) })
        {
            return identity
        }
        let connection = try open(schema, durability: durability)
        let identity = try PoolIdentity(of: connection)
        try? connection.checkpoint()
        return identity
    }

    /// Adds the file's path to an error.
    func naming<Result>(_ body: () throws -> sending Result) throws -> sending Result {
        do {
            return try body()
        } catch let refusal as SchemaRefusal {
            throw DataDirectoryError.unusableFile(path: path, reason: refusal.description)
        } catch let error as SQLiteError {
            throw DataDirectoryError.unusableFile(path: path, reason: error.message)
        }
    }

    /// Whether the file has a log: it is open, or its process was killed.
    private var hasLog: Bool { FileSystem.exists("\(path)-wal") }

    private func openAndCheck(
        _ schema: Schema, mayBeWritten: Bool = false
    ) throws -> sending (connection: Connection, version: Int) {
        try FileKind.file.require(at: path)
        try requireAccess(R_OK)
        do {
            // Without a log no process has it open, and opening it with shared memory would leave files.
            let connection = try Connection(path: path, mode: mayBeWritten || hasLog ? .readOnly : .immutable)
            if mayBeWritten { connection.setLockTimeout(Self.lockTimeout) }
            return try checked(connection, schema)
        } catch let error as SQLiteError where error.isAboutSharedMemory {
            return try checked(Connection.openedAlone(path: path), schema)
        }
    }

    private func checked(
        _ connection: sending Connection, _ schema: Schema
    ) throws -> sending (connection: Connection, version: Int) {
        let version = try schema.check(connection)
        guard version > 0 else { throw SchemaRefusal.damaged("it is empty") }
        return (connection, version)
    }

    /// SQLite's error does not contain the reason.
    private func requireAccess(_ mode: Int32) throws(DataDirectoryError) {
        if access(path, mode) != 0 && errno != ENOENT {
            throw .systemCall("open", path: path, code: errno)
        }
    }

    /// Checks the file.
    ///
    /// - Parameters:
    ///   - schema: the tables of a pool's file.
    ///   - read: reads from a file of the newest version.
    /// - Returns: what `read` returns; nil if the schema is older.
    /// - Throws: what `read` throws, `SchemaRefusal`, `SQLiteError`, `DataDirectoryError.systemCall`.
    private func inspect<Result>(_ schema: Schema, _ read: (Connection) throws -> Result) throws -> Result? {
        var information = stat()
        guard stat(path, &information) == 0 else { throw SchemaRefusal.damaged("it does not exist any more") }
        try requireAccess(R_OK | W_OK)
        do {
            let (connection, version) = try openAndCheck(schema)
            if information.st_size <= Self.wholeCheckBytes {
                let verdict = try connection.first(Self.quickCheck) { $0.text(0) } ?? ""
                guard verdict == "ok" else { throw SchemaRefusal.damaged(verdict) }
            }
            return version == schema.version ? try read(connection) : nil
        } catch let error as SQLiteError where error.isCorruption {
            throw SchemaRefusal.damaged(error.message)
        }
    }
}
