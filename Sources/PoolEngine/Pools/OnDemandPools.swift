internal import Dispatch
internal import Locking
internal import Platform
internal import SQLite
internal import Synchronization

/// Which user pools exist.
public enum UserPoolsMode: String, Sendable, CaseIterable {
    /// Those of seeds and those that were made by calls.
    case seeded
    /// Also one for each unknown access key that has the secret of the first user pool.
    case onDemand = "on-demand"
}

/// Why an unknown access key has made no pool.
public enum OnDemandError: Error {
    /// Pools are not made on demand, or there is none to copy.
    case notMade
    /// As many exist as may.
    case tooMany
    /// A user pool that is being made or removed has the access key.
    case reserved
    /// The id of the access key is too long, or empty.
    case invalidId
}

/// The pools that unknown access keys make, each a copy of the beginning of the first pool, in memory.
final class OnDemandPools: Sendable {
    /// The most pools; more callers are refused.
    static let most = 4_096

    /// How long a pool stays without a call, in milliseconds.
    private let idleTime: Int64
    private let isTicking = Atomic(false)
    /// The pool whose copies were made last.
    private let newest = Lock<OnDemandOrigin?>(nil)

    /// Sets how long a pool stays without a call, in milliseconds.
    init(idleTime: Int64) {
        self.idleTime = idleTime
    }

    /// What the copies of a pool share.
    func origin(_ pool: UserPool) -> OnDemandOrigin {
        newest.withLock { newest in
            if let newest, newest.pool === pool { return newest }
            let origin = OnDemandOrigin(pool)
            newest = origin
            return origin
        }
    }

    /// Reads the beginning of a pool that is about to be removed, for copies that have no contents yet.
    func keepBeginning(of pool: UserPool) {
        guard let origin = newest.withLock(\.self), origin.pool === pool else { return }
        _ = try? origin.image()
    }

    /// Removes the pools that were not used for long, now and then, as long as there are any.
    func watch(_ pools: UserPools) {
        guard !isTicking.exchange(true, ordering: .relaxed) else { return }
        scheduleTick(pools)
    }

    private func scheduleTick(_ pools: UserPools) {
        let period = DispatchTimeInterval.milliseconds(Int(min(max(idleTime / 4, 10), 60_000)))
        DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + period) { [weak self, weak pools] in
            guard let self, let pools else { return }
            let since = Clock.milliseconds() - self.idleTime
            // A pool that is made from here on has this task scheduled again.
            self.isTicking.store(false, ordering: .sequentiallyConsistent)
            let idle = pools.all.filter { $0.onDemand.map { $0.lastUse < since } ?? false }
            for pool in idle {
                pools.remove(id: pool.id, if: { $0.onDemand.map { $0.lastUse < since } ?? false }) { _ in }
            }
            if pools.all.contains(where: \.isOnDemand) { self.watch(pools) }
        }
    }
}

/// A pool that others are copies of, and its beginning, which is read once.
final class OnDemandOrigin: Sendable {
    /// The pool.
    let pool: UserPool
    private let read = Lock<DatabaseImage?>(nil)

    /// Prepares copies of a pool.
    init(_ pool: UserPool) {
        self.pool = pool
    }

    /// The beginning of the pool.
    ///
    /// - Throws: `SnapshotError.unknownSnapshot`, `DataDirectoryError`, `SchemaRefusal`, `SQLiteError`.
    func image() throws -> DatabaseImage {
        try read.withLock { read in
            if let read { return read }
            let schema = pool.definition.schema
            let image = try DatabaseImage(of: schema.newest(of: pool.snapshots.open(.seed), path: ":memory:"))
            read = image
            return image
        }
    }
}

/// The contents of a pool on demand, made when it is first used.
final class OnDemandContents: MailboxFile {
    private let identity: PoolIdentity
    private let origin: OnDemandOrigin
    private let snapshots: MemorySnapshots
    private let durability: Durability
    private let lastUsed: Atomic<Int64>

    /// Prepares a copy of the beginning of a pool.
    init(
        _ identity: PoolIdentity, from origin: OnDemandOrigin, snapshots: MemorySnapshots,
        durability: Durability
    ) {
        self.identity = identity
        self.origin = origin
        self.snapshots = snapshots
        self.durability = durability
        lastUsed = Atomic(Clock.milliseconds())
    }

    /// When the pool was last used, by the clock that only moves forward.
    var lastUse: Int64 { lastUsed.load(ordering: .relaxed) }

    func open(for mailbox: Mailbox) throws -> sending Connection {
        let image = try origin.image()
        let connection = try Connection(path: ":memory:")
        try connection.configure(durability: durability)
        try connection.replaceContents(withThoseOf: Connection(image: image))
        try identity.write(to: connection)
        _ = try snapshots.take(.seed, of: connection, at: identity.createdAt) { _, _ in }
        return connection
    }

    func willUse() {}

    /// Notes that the pool is in use.
    func noteUse() {
        lastUsed.store(Clock.milliseconds(), ordering: .relaxed)
    }

    func didClose(_ mailbox: Mailbox) {}
}

extension UserPools {
    /// The secrets with which an unknown access key makes a pool: those of the first pool's own keys.
    ///
    /// None if pools are not made on demand.
    public var secretsForOnDemand: [String] {
        guard onDemand != nil, let origin = first else { return [] }
        return origin.accessKeys.filter { $0.isEnabled && $0.userId.isEmpty }.map(\.secret)
    }

    /// Makes the pool of an unknown access key, or finds the one that another call has just made.
    ///
    /// The contents are copied by the first job, on the pool's queue.
    ///
    /// - Parameter key: the access key, whose secret is one of `secretsForOnDemand`.
    /// - Returns: the pool.
    /// - Throws: `OnDemandError`.
    public func poolOnDemand(for key: AccessKey) throws(OnDemandError) -> UserPool {
        guard let onDemand, let first else { throw .notMade }
        guard (1...NewUserPool.maxIdLength).contains(key.id.unicodeScalars.count) else { throw .invalidId }
        // By its key alone, so that it does not matter which key comes first.
        let environment = environment.part("access key \(key.id)")
        let identity = PoolIdentity(
            id: environment.newId(), name: key.id, accessKeys: [key], environment: environment)
        let snapshots = MemorySnapshots()
        let contents = OnDemandContents(
            identity, from: onDemand.origin(first), snapshots: snapshots,
            durability: configuration.durability)
        let new = UserPool(
            identity, on: contents, snapshots: snapshots, configuration: configuration)
        let names = PoolNames(new)
        let pool = try changeRegistry { (registry) throws(OnDemandError) -> UserPool in
            if let found = registry.accessKey(id: key.id) { return found.pool }
            guard registry.onDemandCount < OnDemandPools.most else { throw .tooMany }
            guard (try? registry.reserve(names)) != nil else { throw .reserved }
            followAccessKeys(of: new)
            registry.insert(new)
            return new
        }
        onDemand.watch(self)
        return pool
    }
}
