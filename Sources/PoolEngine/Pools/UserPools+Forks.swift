internal import Dispatch
internal import SQLite

/// A user pool that is to be made from another one.
public struct NewUserPool: Sendable {
    /// The longest id, in characters.
    public static let maxIdLength = 64

    /// The pool's id, which no pool has.
    public let id: String
    /// The pool's name.
    public let name: String
    /// The keys that callers sign in with; they belong to no other pool.
    public let accessKeys: [AccessKey]

    /// Describes a pool.
    ///
    /// - Throws: `SnapshotError.invalidIdentity` for an id or a key that no request could name.
    public init(id: String, name: String, accessKeys: [AccessKey]) throws(SnapshotError) {
        for (what, text) in [("user pool", id)] + accessKeys.map({ ("access key", $0.id) }) {
            guard !text.isEmpty, text.unicodeScalars.count <= Self.maxIdLength else {
                throw .invalidIdentity("the id of a \(what) has 1 to \(Self.maxIdLength) characters")
            }
        }
        guard !name.isEmpty else { throw .invalidIdentity("the user pool has no name") }
        guard accessKeys.allSatisfy({ !$0.secret.isEmpty }) else {
            throw .invalidIdentity("an access key has no secret")
        }
        self.id = id
        self.name = name
        self.accessKeys = accessKeys
    }
}

/// Pools that are made and removed while the program serves.
extension UserPools {
    /// Makes a pool with the contents of another one.
    ///
    /// The contents are those at the call's turn among the other pool's work; they are copied on a queue beside, so the
    /// other pool goes on meanwhile. The new pool has a token secret of its own, so no token of the other is good for it.
    /// What it goes back to as its seed is what it begins with; other snapshots it has none.
    ///
    /// - Parameters:
    ///   - pool: the pool to copy.
    ///   - snapshot: the snapshot to copy; nil for the present state.
    ///   - new: who the new pool is.
    ///   - completion: has the pool, which then serves, or `SnapshotError`, `DataDirectoryError`, `SQLiteError`; called on
    ///     some queue, once.
    public func fork(
        _ pool: UserPool, at snapshot: SnapshotName? = nil, as new: NewUserPool,
        then completion: @escaping UserPool.Completion<UserPool>
    ) {
        let identity = PoolIdentity(
            id: new.id, name: new.name, accessKeys: new.accessKeys, environment: environment)
        let names = PoolNames(id: new.id, accessKeyIds: new.accessKeys.map(\.id))
        make(names, then: completion) { finish in
            pool.openState(of: snapshot) { state in
                DispatchQueue.global(qos: .userInitiated).async {
                    finish(Result { try self.make(identity, with: state.get().connection) })
                }
            }
        }
    }

    /// Makes a pool from a seed.
    ///
    /// - Parameters:
    ///   - seed: what is in it, and who it is.
    ///   - completion: has the pool, which then serves, or an error about the seed, `SnapshotError`, `DataDirectoryError`,
    ///     `SQLiteError`; called on some queue, once.
    public func make(_ seed: some PoolSeed, then completion: @escaping UserPool.Completion<UserPool>) {
        make(PoolNames(id: seed.id, accessKeyIds: seed.accessKeyIds), then: completion) { finish in
            DispatchQueue.global(qos: .userInitiated).async {
                finish(
                    Result {
                        let contents = try Connection(path: ":memory:")
                        try seed.fill(contents, environment: self.environment)
                        return try self.make(PoolIdentity(of: contents), with: contents)
                    })
            }
        }
    }

    /// Reserves names, has a pool made, and lets it serve.
    private func make(
        _ names: PoolNames, then completion: @escaping UserPool.Completion<UserPool>,
        _ work: (@escaping UserPool.Completion<UserPool>) -> Void
    ) {
        do {
            try changeRegistry { (registry) throws(SnapshotError) in try registry.reserve(names) }
        } catch {
            return completion(.failure(error))
        }
        work { made in
            self.changeRegistry { registry in
                if case .success(let pool) = made {
                    self.followAccessKeys(of: pool)
                    registry.insert(pool)
                } else {
                    registry.release(names)
                }
            }
            completion(made)
        }
    }

    /// Removes a pool, its file and its snapshots, after the work that waits.
    ///
    /// - Parameters:
    ///   - id: the pool's id.
    ///   - completion: learns that it is gone, or of `SnapshotError.unknownUserPool`, `DataDirectoryError`; called on some
    ///     queue, once.
    public func remove(id: String, then completion: @escaping UserPool.Completion<Void>) {
        let pool: UserPool
        do {
            pool = try changeRegistry { (registry) throws(SnapshotError) in try registry.take(id: id) }
        } catch {
            return completion(.failure(error))
        }
        DispatchQueue.global(qos: .userInitiated).async {
            pool.mailbox.close()
            let removed = Result { try self.placement?.remove(id) ?? () }
            self.changeRegistry { $0.release(PoolNames(pool)) }
            completion(removed)
        }
    }

    private func make(_ identity: PoolIdentity, with contents: Connection) throws -> UserPool {
        if let placement { return try placement.add(identity, with: contents) }
        return try Self.poolInMemory(
            definition, durability: durability, environment: environment, waitingLimit: waitingLimit
        ) { connection in
            try connection.replaceContents(withThoseOf: contents)
            try definition.schema.migrate(connection)
            try identity.write(to: connection)
        }
    }
}

extension UserPool {
    /// Opens a state of the pool for reading.
    ///
    /// - Parameters:
    ///   - snapshot: the name of a snapshot; nil for what is committed when the call has its turn.
    ///   - completion: has a connection that goes on seeing this state, whatever happens to the pool.
    func openState(of snapshot: SnapshotName?, then completion: @escaping Completion<ConnectionHandover>) {
        exclusively(then: completion) { [snapshots] connection in
            if let snapshot { return ConnectionHandover(try snapshots.open(snapshot)) }
            return ConnectionHandover(try snapshots.openPresent(of: connection))
        }
    }
}
