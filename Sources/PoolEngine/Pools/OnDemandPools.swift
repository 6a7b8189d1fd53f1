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
}

/// The pools that unknown access keys make, each a copy of the beginning of the first pool, in memory.
final class OnDemandPools: Sendable {
    /// The most pools; more callers are refused.
    static let most = 4_096

    /// How long a pool stays without a call, in milliseconds.
    private let idleTime: Int64
    private let isTicking = Atomic(false)
    /// The beginning of a pool, which all its copies share, and the id of that pool.
    private let template = Lock<(poolId: String, image: DatabaseImage)?>(nil)

    /// Sets how long a pool stays without a call, in milliseconds.
    init(idleTime: Int64) {
        self.idleTime = idleTime
    }

    /// The beginning of a pool.
    ///
    /// - Throws: `SnapshotError.unknownSnapshot`, `DataDirectoryError`, `SchemaRefusal`, `SQLiteError`.
    func image(of pool: UserPool) throws -> DatabaseImage {
        try template.withLock { template in
            if let template, template.poolId == pool.id { return template.image }
            let schema = pool.definition.schema
            let image = try DatabaseImage(of: schema.newest(of: pool.snapshots.open(.seed), path: ":memory:"))
            template = (pool.id, image)
            return image
        }
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
            let onDemand = pools.all.compactMap { pool in pool.onDemand.map { (pool, $0) } }
            for (pool, use) in onDemand where use.lastUse < since {
                pools.remove(id: pool.id) { _ in }
            }
            self.isTicking.store(!onDemand.isEmpty, ordering: .relaxed)
            if !onDemand.isEmpty { self.scheduleTick(pools) }
        }
    }
}

/// The contents of a pool on demand, made when it is first used.
final class OnDemandContents: MailboxFile {
    private let identity: PoolIdentity
    private let origin: UserPool
    private let pools: OnDemandPools
    private let snapshots: MemorySnapshots
    private let durability: Durability
    private let lastUsed: Atomic<Int64>

    /// Prepares a copy of the beginning of a pool.
    init(
        _ identity: PoolIdentity, from origin: UserPool, pools: OnDemandPools, snapshots: MemorySnapshots,
        durability: Durability
    ) {
        self.identity = identity
        self.origin = origin
        self.pools = pools
        self.snapshots = snapshots
        self.durability = durability
        lastUsed = Atomic(Clock.milliseconds())
    }

    /// When the pool was last used, by the clock that only moves forward.
    var lastUse: Int64 { lastUsed.load(ordering: .relaxed) }

    func open(for mailbox: Mailbox) throws -> sending Connection {
        let image = try pools.image(of: origin)
        let connection = try Connection(path: ":memory:")
        try connection.configure(durability: durability)
        try connection.replaceContents(withThoseOf: Connection(image: image))
        try identity.write(to: connection)
        _ = try snapshots.take(.seed, of: connection, at: identity.createdAt)
        return connection
    }

    func willUse() {
        lastUsed.store(Clock.milliseconds(), ordering: .relaxed)
    }

    func didClose(_ mailbox: Mailbox) {}
}

extension UserPools {
    /// The secrets with which an unknown access key makes a pool: those of the first pool's own keys.
    ///
    /// None if pools are not made on demand.
    public var secretsForOnDemand: [String] {
        guard onDemand != nil, let origin = originOfOnDemand else { return [] }
        return origin.accessKeys.filter { $0.isEnabled && $0.userId.isEmpty }.map(\.secret)
    }

    /// The pool that others on demand are copies of.
    private var originOfOnDemand: UserPool? { all.first { !$0.isOnDemand } }

    /// Makes the pool of an unknown access key, or finds the one that another call has just made.
    ///
    /// The contents are copied by the first job, on the pool's queue.
    ///
    /// - Parameter key: the access key, whose secret is one of `secretsForOnDemand`.
    /// - Returns: the pool.
    /// - Throws: `OnDemandError`.
    public func poolOnDemand(for key: AccessKey) throws(OnDemandError) -> UserPool {
        guard let onDemand, let origin = originOfOnDemand else { throw .notMade }
        // By its key alone, so that it does not matter which key comes first.
        let environment = environment.part("access key \(key.id)")
        let identity = PoolIdentity(
            id: environment.newId(), name: key.id, accessKeys: [key], environment: environment)
        let snapshots = MemorySnapshots()
        let contents = OnDemandContents(
            identity, from: origin, pools: onDemand, snapshots: snapshots,
            durability: configuration.durability)
        let new = UserPool(
            identity, on: contents, snapshots: snapshots, configuration: configuration)
        let names = PoolNames(new)
        let pool: UserPool? = changeRegistry { registry in
            if let found = registry.accessKey(id: key.id) { return found.pool }
            guard registry.onDemandCount < OnDemandPools.most, (try? registry.reserve(names)) != nil else {
                return nil
            }
            followAccessKeys(of: new)
            registry.insert(new)
            return new
        }
        guard let pool else { throw .tooMany }
        onDemand.watch(self)
        return pool
    }
}
