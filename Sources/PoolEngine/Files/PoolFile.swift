internal import Bytes
internal import Crypto
internal import Platform
public import SQLite

/// A user pool's database in the data directory.
public struct PoolFile: Sendable {
    /// What ends the name of a pool's file.
    static let suffix = ".sqlite"
    /// What ends the name of a file that is not complete yet.
    static let unfinishedSuffix = ".sqlite.unfinished"
    /// What ends the name of the file of a pool that is being removed.
    static let removedSuffix = ".sqlite.removed"
    /// The folder in the data directory that holds a folder of snapshots for each pool.
    static let snapshotsFolder = "snapshots"
    /// Files up to this many bytes are checked whole when they are opened, which takes a few milliseconds; damage in
    /// larger ones shows when the damaged page is read.
    private static let wholeCheckBytes = 8 * 1_024 * 1_024

    /// How long to wait for a server that is just opening or closing the file, in milliseconds.
    private static let lockTimeout: Int32 = 1_000

    private static let quickCheck = SQL("PRAGMA quick_check(1)")

    /// The path of the file.
    public let path: String

    /// The file with a path.
    init(path: String) {
        self.path = path
    }

    /// The file of a pool.
    ///
    /// - Parameters:
    ///   - id: the pool's id. Where it could not be a file's name, its SHA-256 stands in.
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

    /// Whether a name belongs to a file that was being built when its process ended, or to its journal.
    static func isUnfinished(_ name: String) -> Bool {
        ["", "-wal", "-shm", "-journal"].contains { name.hasSuffix(unfinishedSuffix + $0) }
    }

    /// Where the file is built; the next start would remove it.
    var unfinishedPath: String {
        String(path.dropLast(Self.suffix.count)) + Self.unfinishedSuffix
    }

    /// Where the file waits for the rest of the pool to be removed; the next start would go on with it.
    var removedPath: String {
        String(path.dropLast(Self.suffix.count)) + Self.removedSuffix
    }

    /// The folder of the pool's snapshots.
    var snapshotsPath: String {
        let parts = path.dropLast(Self.suffix.count).split(separator: "/", omittingEmptySubsequences: false)
        return (parts.dropLast() + [Self.snapshotsFolder[...]] + parts.suffix(1)).joined(separator: "/")
    }

    /// Opens the file for use, after seeing that it can be used at all.
    ///
    /// - Throws: `SchemaRefusal` when it is not ours, newer or damaged, and it is then left as it is; `SQLiteError`;
    ///   `DataDirectoryError.systemCall` when it may not be read or written.
    func open(_ schema: Schema, durability: Durability) throws -> sending Connection {
        _ = try inspect(schema) { _ in }
        return try openUnchecked(schema, durability: durability)
    }

    /// Opens a file for use that was in use by this process and has not changed since.
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
    ///   - mayBeWritten: whether another process may open and write it meanwhile, though it has no log yet.
    /// - Returns: the connection, outside any transaction.
    /// - Throws: `SchemaRefusal`, `SQLiteError`, `DataDirectoryError.systemCall` when it may not be read.
    public func openForReading(
        _ schema: Schema, mayBeWritten: Bool = false
    ) throws -> sending Connection {
        try openAndCheck(schema, mayBeWritten: mayBeWritten).connection
    }

    /// Reads who the pool is, after seeing that the file can be used.
    ///
    /// A file that a killed process left, or an older program, is brought up to date on the way. In any case it is closed
    /// and complete afterwards, with nothing beside it.
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

    /// Adds the file's path to what went wrong with it.
    func naming<Result>(_ body: () throws -> sending Result) throws -> sending Result {
        do {
            return try body()
        } catch let refusal as SchemaRefusal {
            throw DataDirectoryError.unusableFile(path: path, reason: refusal.description)
        } catch let error as SQLiteError {
            throw DataDirectoryError.unusableFile(path: path, reason: error.message)
        }
    }

    /// Whether somebody has the file open, or had when his process was killed.
    private var hasLog: Bool { FileSystem.exists("\(path)-wal") }

    private func openAndCheck(
        _ schema: Schema, mayBeWritten: Bool = false
    ) throws -> sending (connection: Connection, version: Int) {
        try FileKind.file.require(at: path)
        try requireAccess(R_OK)
        do {
            // Without a log nobody has it open, and a look that shares memory would leave files behind.
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

    /// SQLite says only that it cannot open the file.
    private func requireAccess(_ mode: Int32) throws(DataDirectoryError) {
        if access(path, mode) != 0 && errno != ENOENT {
            throw .systemCall("open", path: path, code: errno)
        }
    }

    /// Sees whether the file can be used.
    ///
    /// - Parameters:
    ///   - schema: the tables of a pool's file.
    ///   - read: reads from a file of the newest version.
    /// - Returns: what `read` returns, or nil when the schema is older.
    /// - Throws: what `read` throws, `SchemaRefusal`, `SQLiteError`, `DataDirectoryError.systemCall`.
    private func inspect<Result>(_ schema: Schema, _ read: (Connection) throws -> Result) throws -> Result? {
        var information = stat()
        guard stat(path, &information) == 0 else { throw SchemaRefusal.damaged("it is gone") }
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
