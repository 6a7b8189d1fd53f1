internal import Crypto
internal import Glibc
internal import SQLite

/// A user pool's database in the data directory.
struct PoolFile {
    /// What ends the name of a pool's file.
    static let suffix = ".sqlite"
    /// What ends the name of a file that is not complete yet.
    static let unfinishedSuffix = ".sqlite.unfinished"
    /// Files up to this many bytes are checked whole when they are opened, which takes a few milliseconds; damage in
    /// larger ones shows when the damaged page is read.
    private static let wholeCheckBytes = 8 * 1_024 * 1_024

    private static let quickCheck = SQL("PRAGMA quick_check(1)")

    /// The path of the file.
    let path: String

    /// The file with a path.
    init(path: String) {
        self.path = path
    }

    /// The file of a pool.
    ///
    /// - Parameters:
    ///   - id: the pool's id. Where it could not be a file's name, its SHA-256 stands in.
    ///   - directory: the data directory.
    init(id: String, in directory: String) {
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
            let digits = SHA256.hash(data: Array(id.utf8)).flatMap {
                [hexDigit($0 >> 4), hexDigit($0 & 0x0f)]
            }
            name = "sha256-" + String(decoding: digits, as: UTF8.self)
        }
        path = "\(directory)/\(name)\(Self.suffix)"
    }

    /// Opens the file for use, after seeing that it can be used at all.
    ///
    /// - Throws: `SchemaRefusal` when it is not ours, newer or damaged, and it is then left as it is; `SQLiteError`.
    func open(durability: Durability) throws -> sending Connection {
        try check()
        let connection = try Connection(path: path)
        try connection.configure(durability: durability)
        try DirectorySchema.schema.migrate(connection)
        return connection
    }

    /// Opens the file for reading only, beside whoever writes to it.
    ///
    /// - Throws: `SchemaRefusal`, `SQLiteError`.
    func openForReading() throws -> Connection {
        // Without a log nobody has it open, and a look that shares memory would leave files behind.
        let hasLog = access("\(path)-wal", F_OK) == 0
        let connection = try Connection(path: path, mode: hasLog ? .readOnly : .immutable)
        guard try DirectorySchema.schema.check(connection) > 0 else {
            throw SchemaRefusal.damaged("it is empty")
        }
        return connection
    }

    private func check() throws {
        var information = stat()
        guard stat(path, &information) == 0 else { return }
        do {
            let connection = try openForReading()
            guard information.st_size <= Self.wholeCheckBytes else { return }
            let verdict = try connection.first(Self.quickCheck) { $0.text(0) } ?? ""
            guard verdict == "ok" else { throw SchemaRefusal.damaged(verdict) }
        } catch let error as SQLiteError where error.isCorruption {
            throw SchemaRefusal.damaged(error.message)
        }
    }
}
