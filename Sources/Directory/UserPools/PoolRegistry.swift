/// Which pools there are, and which names nobody else may take.
///
/// A name is reserved while a pool is being made or removed, so that no two pools ever share an id or an access key.
struct PoolRegistry: Sendable {
    /// The pools, the one that serves callers who name none first.
    private(set) var all: [UserPool] = []

    private var byId: [String: UserPool] = [:]
    private var byAccessKey: [String: (pool: UserPool, key: AccessKey)] = [:]
    private var reservedIds: Set<String> = []
    private var reservedKeys: Set<String> = []

    /// Begins with pools whose ids and access keys are distinct.
    init(_ pools: [UserPool]) {
        for pool in pools { insert(pool) }
    }

    /// The pool with an id.
    func pool(id: String) -> UserPool? { byId[id] }

    /// The access key with an id and its pool.
    func accessKey(id: String) -> (pool: UserPool, key: AccessKey)? { byAccessKey[id] }

    /// Keeps the names of a pool that is to be made from being taken.
    ///
    /// - Throws: `WorldError.userPoolExists`, `.accessKeyExists`; nothing is reserved then.
    mutating func reserve(_ identity: PoolIdentity) throws(WorldError) {
        guard byId[identity.id] == nil, !reservedIds.contains(identity.id) else {
            throw .userPoolExists(identity.id)
        }
        var keys: Set<String> = []
        for key in identity.accessKeys {
            let isFree = byAccessKey[key.id] == nil && !reservedKeys.contains(key.id)
            guard isFree, keys.insert(key.id).inserted else { throw .accessKeyExists(key.id) }
        }
        reservedIds.insert(identity.id)
        reservedKeys.formUnion(keys)
    }

    /// Gives up what was reserved.
    mutating func release(_ identity: PoolIdentity) {
        reservedIds.remove(identity.id)
        reservedKeys.subtract(identity.accessKeys.map(\.id))
    }

    /// Takes in a pool whose names are free or reserved for it.
    mutating func insert(_ pool: UserPool) {
        release(pool.identity)
        all.append(pool)
        byId[pool.id] = pool
        for key in pool.accessKeys { byAccessKey[key.id] = (pool, key) }
    }

    /// Takes a pool out and keeps its names reserved until they are released.
    ///
    /// - Throws: `WorldError.unknownUserPool`.
    mutating func take(id: String) throws(WorldError) -> UserPool {
        guard let pool = byId.removeValue(forKey: id) else { throw .unknownUserPool(id) }
        all.removeAll { $0 === pool }
        for key in pool.accessKeys { byAccessKey[key.id] = nil }
        reservedIds.insert(id)
        reservedKeys.formUnion(pool.accessKeys.map(\.id))
        return pool
    }
}
