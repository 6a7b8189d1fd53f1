internal import SQLite

/// The pools, and the ids and access keys that are in use or reserved.
///
/// An id is reserved while its pool is being created or removed, so that two pools never share an id or an access key.
struct PoolRegistry: Sendable {
    /// The pools.
    ///
    /// The first one serves requests that name no pool.
    private(set) var all: [UserPool] = []

    private var byId: [ExactText: UserPool] = [:]
    private var byAccessKey: [ExactText: (pool: UserPool, key: AccessKey)] = [:]
    private var reservedIds: Set<ExactText> = []
    private var reservedKeys: Set<ExactText> = []

    /// Creates a registry of pools whose ids and access keys are distinct.
    init(_ pools: [UserPool]) {
        for pool in pools { insert(pool) }
    }

    /// How many pools were made by unknown access keys.
    private(set) var onDemandCount = 0

    /// How many other pools there are, with those that are being made or removed.
    var lastingCount: Int { all.count - onDemandCount + reservedIds.count }

    /// The pool with an id.
    func pool(id: String) -> UserPool? { byId[ExactText(id)] }

    /// The access key with an id and its pool.
    func accessKey(id: String) -> (pool: UserPool, key: AccessKey)? { byAccessKey[ExactText(id)] }

    /// Reserves the id and the access keys of a pool that is to be created.
    ///
    /// - Throws: `SnapshotError.userPoolExists`, `.accessKeyExists`; nothing is reserved then.
    mutating func reserve(_ names: PoolNames) throws(SnapshotError) {
        let id = ExactText(names.id)
        guard byId[id] == nil, !reservedIds.contains(id) else {
            throw .userPoolExists(names.id)
        }
        var keys: Set<ExactText> = []
        for keyId in names.accessKeyIds {
            let id = ExactText(keyId)
            let isFree = byAccessKey[id] == nil && !reservedKeys.contains(id)
            guard isFree, keys.insert(id).inserted else { throw .accessKeyExists(keyId) }
        }
        reservedIds.insert(id)
        reservedKeys.formUnion(keys)
    }

    /// Releases a reservation.
    mutating func release(_ names: PoolNames) {
        reservedIds.remove(ExactText(names.id))
        reservedKeys.subtract(names.accessKeyIds.map { ExactText($0) })
    }

    /// Adds a pool whose id and access keys are free or reserved for it.
    mutating func insert(_ pool: UserPool) {
        release(PoolNames(pool))
        all.append(pool)
        if pool.isOnDemand { onDemandCount += 1 }
        byId[ExactText(pool.id)] = pool
        for key in pool.accessKeys { byAccessKey[ExactText(key.id)] = (pool, key) }
    }

    /// Replaces the access keys of a pool; does nothing for a pool that was removed.
    mutating func setAccessKeys(_ keys: [AccessKey], of pool: UserPool) {
        guard byId[ExactText(pool.id)] === pool else { return }
        for key in pool.accessKeys { byAccessKey[ExactText(key.id)] = nil }
        pool.setAccessKeys(keys)
        for key in keys { byAccessKey[ExactText(key.id)] = (pool, key) }
    }

    /// Removes a pool; its id and access keys stay reserved until they are released.
    ///
    /// - Throws: `SnapshotError.unknownUserPool`.
    mutating func take(id: String) throws(SnapshotError) -> UserPool {
        guard let pool = byId.removeValue(forKey: ExactText(id)) else { throw .unknownUserPool(id) }
        all.removeAll { $0 === pool }
        if pool.isOnDemand { onDemandCount -= 1 }
        for key in pool.accessKeys { byAccessKey[ExactText(key.id)] = nil }
        reservedIds.insert(ExactText(id))
        reservedKeys.formUnion(pool.accessKeys.map { ExactText($0.id) })
        return pool
    }
}

/// The names of a pool, which no other pool may have.
struct PoolNames: Sendable {
    /// The pool's id.
    let id: String
    /// The ids of its access keys.
    let accessKeyIds: [String]

    /// Combines names.
    init(id: String, accessKeyIds: [String]) {
        self.id = id
        self.accessKeyIds = accessKeyIds
    }

    /// The names that a pool has.
    init(_ pool: UserPool) {
        self.init(id: pool.id, accessKeyIds: pool.accessKeys.map(\.id))
    }
}
