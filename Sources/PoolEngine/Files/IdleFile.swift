internal import Locking
internal import SQLite
internal import Synchronization

/// A pool's file that is open while the pool is in use.
final class IdleFile: MailboxFile {
    let file: PoolFile
    let durability: Durability

    private let poolId: String
    private let schema: Schema
    private let openFiles: OpenFiles
    private let lastUse = Atomic<Int>(0)
    /// The stamp of the file when it was last known to be intact.
    private let known: Lock<FileStamp?>

    /// - Parameters:
    ///   - file: a file that was just checked and closed.
    ///   - poolId: the id of the pool in it.
    ///   - schema: the tables of a pool's file.
    ///   - durability: what a commit has to survive.
    ///   - openFiles: decides when to close it.
    init(_ file: PoolFile, poolId: String, schema: Schema, durability: Durability, openFiles: OpenFiles) {
        self.file = file
        self.poolId = poolId
        self.schema = schema
        self.durability = durability
        self.openFiles = openFiles
        known = Lock(FileStamp(of: file.path))
    }

    /// Opens the file, and checks it again if it was changed in the meantime.
    ///
    /// - Throws: `DataDirectoryError.unusableFile`.
    func open(for mailbox: Mailbox) throws -> sending Connection {
        let connection = try file.naming {
            let stamp = FileStamp(of: file.path)
            if stamp != nil, stamp == known.withLock(\.self) {
                return try file.openUnchecked(schema, durability: durability)
            }
            let connection = try file.open(schema, durability: durability)
            let found = try PoolIdentity(of: connection).id
            guard found == poolId else {
                throw SchemaRefusal.damaged("it contains another user pool, \(found)")
            }
            return connection
        }
        openFiles.didOpen(self, of: mailbox)
        return connection
    }

    func willUse() {
        lastUse.store(openFiles.moment, ordering: .relaxed)
    }

    func didClose(_ mailbox: Mailbox) {
        let stamp = FileStamp(of: file.path)
        known.withLock { $0 = stamp }
        openFiles.didClose(self)
    }

    /// The time of the last use, in ticks of `OpenFiles`.
    var lastMoment: Int { lastUse.load(ordering: .relaxed) }
}
