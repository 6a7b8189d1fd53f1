public import Faults
public import Journal
internal import Locking
internal import SQLite
public import Webhooks

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
    /// The randomness of the pool's operations.
    public let random: any RandomSource
    /// Where the ids of the pool's requests come from; nil if those of all pools have one source.
    public let requestIds: (any RandomSource)?
    /// Whether the ids of the pool's requests have a source of their own.
    public let hasRequestIds: Bool
    /// The key that signs the pool's management tokens.
    ///
    /// Stored in the file, so tokens survive a restart.
    public let tokenSecret: [UInt8]
    /// The pool's access keys, as of the last commit.
    public var accessKeys: [AccessKey] { keys.withLock(\.self) }
    /// The last requests of the pool.
    public let journal: Journal
    /// The faults that tests have planned for requests of the pool.
    public let faults = FaultPlans()
    /// The last changes of the pool.
    public let eventLog: EventLog
    /// The deliveries of the pool's events to its webhooks.
    public let deliveries: Deliveries
    /// What is being done with the pool as a whole.
    public let work = PoolWork()
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

    /// Creates a pool on a database in memory.
    ///
    /// - Parameters:
    ///   - connection: the database.
    ///   - snapshots: its snapshots.
    ///   - configuration: what all pools have in common.
    /// - Throws: `SchemaRefusal.damaged` when it contains no pool, `SQLiteError`.
    convenience init(
        connection: sending Connection, snapshots: MemorySnapshots, configuration: PoolConfiguration
    ) throws {
        let identity = try PoolIdentity(of: connection)
        let clock = configuration.makeClock()
        let environment = configuration.environment(of: identity, clock)
        let mailbox = Mailbox(
            connection: connection, environment: environment,
            hooks: configuration.definition.hooks, label: Self.label(identity),
            webhookStore: configuration.definition.webhookStore, waitingLimit: configuration.waitingLimit)
        self.init(
            identity, clock: clock, environment: environment, mailbox: mailbox, snapshots: snapshots,
            configuration: configuration)
    }

    /// Creates a pool on a file, which is opened for the first job.
    ///
    /// - Parameters:
    ///   - identity: who the pool is.
    ///   - file: opens its database.
    ///   - snapshots: its snapshots.
    ///   - configuration: what all pools have in common.
    convenience init(
        _ identity: PoolIdentity, on file: any MailboxFile, snapshots: any SnapshotStore,
        configuration: PoolConfiguration
    ) {
        let clock = configuration.makeClock()
        let environment = configuration.environment(of: identity, clock)
        let mailbox = Mailbox(
            file: file, environment: environment,
            hooks: configuration.definition.hooks, label: Self.label(identity),
            webhookStore: configuration.definition.webhookStore, waitingLimit: configuration.waitingLimit)
        self.init(
            identity, clock: clock, environment: environment, mailbox: mailbox, snapshots: snapshots,
            configuration: configuration, onDemand: file as? OnDemandContents)
    }

    private init(
        _ identity: PoolIdentity, clock: PoolClock, environment: Environment, mailbox: Mailbox,
        snapshots: any SnapshotStore, configuration: PoolConfiguration, onDemand: OnDemandContents? = nil
    ) {
        id = identity.id
        name = identity.name
        tokenSecret = identity.tokenSecret
        original = identity
        keys = Lock(identity.accessKeys)
        self.clock = clock
        random = environment.random
        hasRequestIds = environment.isDeterministic
        requestIds = hasRequestIds ? environment.part("request ids").random : nil
        self.mailbox = mailbox
        self.snapshots = snapshots
        definition = configuration.definition
        journal = Journal(capacity: configuration.journalSize, budget: configuration.journalBudget)
        let eventLog = EventLog(
            capacity: configuration.journalSize, budget: configuration.journalBudget)
        self.eventLog = eventLog
        self.onDemand = onDemand
        mailbox.events.subscribe { eventLog.record($0, at: clock.now) }
        let deliveries = Deliveries(
            userPoolId: identity.id, capacity: configuration.journalSize, clock: clock,
            client: configuration.httpClient)
        self.deliveries = deliveries
        mailbox.deliveries.withLock { $0 = deliveries }
        clock.setObserver { [weak deliveries] in deliveries?.clockDidChange() }
    }

    /// Replaces the access keys after a commit that changed them.
    func setAccessKeys(_ new: [AccessKey]) {
        keys.withLock { $0 = new }
    }

    private static func label(_ identity: PoolIdentity) -> String {
        "genauth-emulator.pool.\(identity.id)"
    }

    /// Notes a request, so that a pool on demand is not removed.
    public func noteUse() {
        onDemand?.noteUse()
    }

    /// Ends the calls that wait for a request, an event or a delivery, and all deliveries, because the pool is removed or
    /// the program stops.
    public func endWaiting() {
        journal.endWaiting()
        eventLog.endWaiting()
        deliveries.end()
    }
}
