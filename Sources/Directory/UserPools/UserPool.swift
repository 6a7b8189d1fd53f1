internal import SQLite

/// A user pool: a world of its own with its own file, queue and access keys.
package final class UserPool: Sendable {
    /// The pool's id.
    package let id: String
    /// The pool's name.
    package let name: String
    /// The key that signs the pool's management tokens; kept in the file, so tokens outlive a restart.
    package let tokenSecret: [UInt8]
    /// The pool's access keys.
    package let accessKeys: [AccessKey]
    /// The queue that owns the pool's connection.
    package let mailbox: Mailbox

    /// Who the pool is.
    let identity: PoolIdentity
    /// The pool's snapshots; touched on the mailbox's queue.
    let shelf: any SnapshotShelf
    /// Time, ids and randomness.
    let sources: Sources

    /// Takes over a database in memory.
    ///
    /// - Parameters:
    ///   - connection: the database; nobody else may use it any more.
    ///   - shelf: its snapshots.
    ///   - sources: time, ids and randomness.
    ///   - waitingLimit: how many jobs its mailbox keeps waiting.
    /// - Throws: `SchemaRefusal.damaged` when it describes no pool, `SQLiteError`.
    convenience init(
        connection: sending Connection, shelf: MemorySnapshots, sources: Sources, waitingLimit: Int
    ) throws {
        let identity = try PoolIdentity(of: connection)
        let mailbox = Mailbox(
            connection: connection, sources: sources, label: Self.label(identity), waitingLimit: waitingLimit)
        self.init(identity, mailbox: mailbox, shelf: shelf, sources: sources)
    }

    /// Stands for a file, which is opened when there is work.
    convenience init(_ identity: PoolIdentity, in file: IdleFile, sources: Sources, waitingLimit: Int) {
        let mailbox = Mailbox(
            file: file, sources: sources, label: Self.label(identity), waitingLimit: waitingLimit)
        self.init(
            identity, mailbox: mailbox, shelf: FileSnapshots(of: file.file, durability: file.durability),
            sources: sources)
    }

    private init(
        _ identity: PoolIdentity, mailbox: Mailbox, shelf: any SnapshotShelf, sources: Sources
    ) {
        id = identity.id
        name = identity.name
        tokenSecret = identity.tokenSecret
        accessKeys = identity.accessKeys
        self.identity = identity
        self.mailbox = mailbox
        self.shelf = shelf
        self.sources = sources
    }

    private static func label(_ identity: PoolIdentity) -> String {
        "genauth-emulator.pool.\(identity.id)"
    }
}
