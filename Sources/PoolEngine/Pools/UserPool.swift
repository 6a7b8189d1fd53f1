internal import Locking
internal import SQLite

/// A user pool, with its own file, queue and access keys.
public final class UserPool: Sendable {
    public let id: String
    public let name: String
    /// When the pool was created.
    public var createdAt: Timestamp { original.createdAt }
    /// Whether an unknown access key has made the pool.
    public var isOnDemand: Bool { onDemand != nil }
    /// The pool's clock.
    public let clock: PoolClock
    /// The key that signs the pool's management tokens.
    ///
    /// Stored in the file, so tokens survive a restart.
    public let tokenSecret: [UInt8]
    /// The pool's access keys, as of the last commit.
    public var accessKeys: [AccessKey] { keys.withLock(\.self) }
    /// The queue that owns the pool's connection.
    public let mailbox: Mailbox

    /// The pool's identity, as of the last commit.
    var identity: PoolIdentity {
        var identity = original
        identity.accessKeys = accessKeys
        return identity
    }

    /// The contents of a pool that an unknown access key has made; nil for other pools.
    let onDemand: OnDemandContents?
    private let original: PoolIdentity
    private let keys: Lock<[AccessKey]>
    /// The pool's snapshots; used on the mailbox's queue only.
    let snapshots: any SnapshotStore
    let definition: PoolDefinition
    let environment: Environment

    /// Creates a pool on a database in memory.
    ///
    /// - Parameters:
    ///   - connection: the database.
    ///   - snapshots: its snapshots.
    ///   - definition: the schema and hooks of its domains.
    ///   - environment: time, ids and randomness.
    ///   - waitingLimit: the most jobs that may wait in its mailbox.
    /// - Throws: `SchemaRefusal.damaged` when it contains no pool, `SQLiteError`.
    convenience init(
        connection: sending Connection, snapshots: MemorySnapshots, definition: PoolDefinition,
        environment: Environment, waitingLimit: Int
    ) throws {
        let identity = try PoolIdentity(of: connection)
        let clock = PoolClock(environment.clock)
        let environment = environment.with(clock)
        let mailbox = Mailbox(
            connection: connection, environment: environment, hooks: definition.hooks,
            label: Self.label(identity), waitingLimit: waitingLimit)
        self.init(
            identity, clock: clock, mailbox: mailbox, snapshots: snapshots, definition: definition,
            environment: environment)
    }

    /// Creates a pool on a file, which is opened for the first job.
    ///
    /// - Parameters:
    ///   - identity: who the pool is.
    ///   - file: opens its database.
    ///   - snapshots: its snapshots.
    ///   - definition: what the pool consists of.
    ///   - environment: time, ids and randomness.
    ///   - waitingLimit: how many jobs its mailbox keeps waiting.
    convenience init(
        _ identity: PoolIdentity, on file: any MailboxFile, snapshots: any SnapshotStore,
        definition: PoolDefinition, environment: Environment, waitingLimit: Int
    ) {
        let clock = PoolClock(environment.clock)
        let environment = environment.with(clock)
        let mailbox = Mailbox(
            file: file, environment: environment, hooks: definition.hooks, label: Self.label(identity),
            waitingLimit: waitingLimit)
        self.init(
            identity, clock: clock, mailbox: mailbox, snapshots: snapshots, definition: definition,
            environment: environment, onDemand: file as? OnDemandContents)
    }

    private init(
        _ identity: PoolIdentity, clock: PoolClock, mailbox: Mailbox, snapshots: any SnapshotStore,
        definition: PoolDefinition, environment: Environment, onDemand: OnDemandContents? = nil
    ) {
        id = identity.id
        name = identity.name
        tokenSecret = identity.tokenSecret
        original = identity
        keys = Lock(identity.accessKeys)
        self.clock = clock
        self.mailbox = mailbox
        self.snapshots = snapshots
        self.definition = definition
        self.environment = environment
        self.onDemand = onDemand
    }

    /// Replaces the access keys after a commit that changed them.
    func setAccessKeys(_ new: [AccessKey]) {
        keys.withLock { $0 = new }
    }

    private static func label(_ identity: PoolIdentity) -> String {
        "genauth-emulator.pool.\(identity.id)"
    }
}
