internal import SQLite

/// Which pools there are, and which names nobody else may take.
///
/// A name is reserved while a pool is being made or removed, so that no two pools ever share an id or an access key.
struct PoolRegistry: Sendable {
    /// The pools, the one that serves callers who name none first.
    private(set) var all: [UserPool] = []

    private var byId: [ExactText: UserPool] = [:]
    private var byAccessKey: [ExactText: (pool: UserPool, key: AccessKey)] = [:]
    private var reservedIds: Set<ExactText> = []
    private var reservedKeys: Set<ExactText> = []

    /// Begins with pools whose ids and access keys are distinct.
    init(_ pools: [UserPool]) {
        for pool in pools { insert(pool) }
    }

    /// The pool with an id.
    func pool(id: String) -> UserPool? { byId[ExactText(id)] }

    /// The access key with an id and its pool.
    func accessKey(id: String) -> (pool: UserPool, key: AccessKey)? { byAccessKey[ExactText(id)] }

    /// Keeps the names of a pool that is to be made from being taken.
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

    /// Gives up what was reserved.
    mutating func release(_ names: PoolNames) {
        reservedIds.remove(ExactText(names.id))
        reservedKeys.subtract(names.accessKeyIds.map { ExactText($0) })
    }

    /// Takes in a pool whose names are free or reserved for it.
    mutating func insert(_ pool: UserPool) {
        release(PoolNames(pool))
        all.append(pool)
        byId[ExactText(pool.id)] = pool
        for key in pool.accessKeys { byAccessKey[ExactText(key.id)] = (pool, key) }
    }

    /// Replaces the access keys of a pool; does nothing for a pool that was taken out.
    mutating func setAccessKeys(_ keys: [AccessKey], of pool: UserPool) {
        guard byId[ExactText(pool.id)] === pool else { return }
        for key in pool.accessKeys { byAccessKey[ExactText(key.id)] = nil }
        pool.setAccessKeys(keys)
        for key in keys { byAccessKey[ExactText(key.id)] = (pool, key) }
    }

    /// Takes a pool out and keeps its names reserved until they are released.
    ///
    /// - Throws: `SnapshotError.unknownUserPool`.
    mutating func take(id: String) throws(SnapshotError) -> UserPool {
        guard let pool = byId.removeValue(forKey: ExactText(id)) else { throw .unknownUserPool(id) }
        all.removeAll { $0 === pool }
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
