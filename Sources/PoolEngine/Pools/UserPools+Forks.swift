internal import Dispatch
internal import SQLite

/// The identity of a user pool that is to be created as a fork of another one.
public struct NewUserPool: Sendable {
    /// The longest id, in characters.
    public static let maxIdLength = 64
    /// The longest name, in characters.
    public static let maxNameLength = 200
    /// The longest secret of an access key, in characters.
    public static let maxSecretLength = 512

    /// The pool's id; no other pool has it.
    public let id: String
    public let name: String
    /// The access keys; they belong to no other pool.
    public let accessKeys: [AccessKey]

    /// Validates an identity.
    ///
    /// - Throws: `SnapshotError.invalidIdentity` for an id or a key that no request could name, and for a text that is
    ///   empty or too long.
    public init(id: String, name: String, accessKeys: [AccessKey]) throws(SnapshotError) {
        try Self.check(id, "the id of a user pool", atMost: Self.maxIdLength)
        guard Self.canBeInPath(id) else {
            throw .invalidIdentity("the id of a user pool must not be \(id)")
        }
        try Self.check(name, "the name of a user pool", atMost: Self.maxNameLength)
        for key in accessKeys {
            try Self.check(key.id, "the id of an access key", atMost: Self.maxIdLength)
            try Self.check(key.secret, "the secret of an access key", atMost: Self.maxSecretLength)
        }
        self.id = id
        self.name = name
        self.accessKeys = accessKeys
    }

    /// Whether an id can be a part of a path: clients remove `.` and `..` before they send one (RFC 3986, section 5.2.4).
    public static func canBeInPath(_ id: String) -> Bool { id != "." && id != ".." }

    private static func check(_ text: String, _ what: String, atMost most: Int) throws(SnapshotError) {
        guard !text.isEmpty, text.unicodeScalars.count <= most else {
            throw .invalidIdentity("\(what) must have 1 to \(most) characters")
        }
    }
}

/// Creating and removing pools while the program serves.
extension UserPools {
    /// Creates a pool with the contents of another one.
    ///
    /// The contents are fixed when the call's job runs in the other pool. They are copied on another queue, so the
    /// other pool's jobs do not wait. The new pool has its own token secret, so tokens of the other pool are not valid
    /// for it. Its seed snapshot is the copied state; it has no other snapshots.
    ///
    /// - Parameters:
    ///   - pool: the pool to copy.
    ///   - snapshot: the snapshot to copy; nil for the current state.
    ///   - new: the identity of the new pool.
    ///   - completion: receives the pool, which is then served, or `SnapshotError`, `DataDirectoryError`,
    ///     `SQLiteError`; called once, on any queue.
    public func fork(
        _ pool: UserPool, at snapshot: SnapshotName? = nil, as new: NewUserPool,
        then completion: @escaping UserPool.Completion<UserPool>
    ) {
        let identity = PoolIdentity(
            id: new.id, name: new.name, accessKeys: new.accessKeys,
            environment: environment.part("identity of \(new.id)"))
        let names = PoolNames(id: new.id, accessKeyIds: new.accessKeys.map(\.id))
        make(names, then: completion) { finish in
            pool.openState(of: snapshot) { state in
                DispatchQueue.global(qos: .userInitiated).async {
                    finish(
                        Result {
                            try pool.work.during(.fork) {
                                try self.make(identity, with: state.get().connection, report: $0)
                            }
                        })
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
                        try seed.fill(contents, environment: self.environment.part("seed of \(seed.id)"))
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
            try changeRegistry { (registry) throws(SnapshotError) in
                guard registry.lastingCount < poolLimit else { throw .tooManyUserPools(most: poolLimit) }
                try registry.reserve(names)
            }
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

    /// Removes a pool, its file and its snapshots, after its waiting jobs.
    ///
    /// - Parameters:
    ///   - id: the pool's id.
    ///   - completion: called after the removal, or with `SnapshotError.unknownUserPool`, `DataDirectoryError`; called
    ///     once, on any queue.
    public func remove(id: String, then completion: @escaping UserPool.Completion<Void>) {
        remove(id: id, if: { _ in true }, then: completion)
    }

    /// Removes a pool if a condition holds when no other pool can be added or removed.
    func remove(
        id: String, if isWanted: (UserPool) -> Bool, then completion: @escaping UserPool.Completion<Void>
    ) {
        let pool: UserPool
        do {
            pool = try changeRegistry { (registry) throws(SnapshotError) in
                guard registry.pool(id: id).map(isWanted) ?? true else {
                    throw .unknownUserPool(id)
                }
                let pool = try registry.take(id: id)
                // Without a file there is nothing that a new pool of the same key would have to wait for.
                if pool.isOnDemand { registry.release(PoolNames(pool)) }
                return pool
            }
        } catch {
            return completion(.failure(error))
        }
        DispatchQueue.global(qos: .userInitiated).async {
            self.onDemand?.keepBeginning(of: pool)
            pool.endWaiting()
            // Requests that have found the pool before its removal are still processed. New requests do not find it, and its
            // memory is freed after them.
            guard !pool.isOnDemand else { return completion(.success(())) }
            pool.mailbox.close()
            let removed = Result { try self.placement?.remove(id) ?? () }
            self.changeRegistry { $0.release(PoolNames(pool)) }
            completion(removed)
        }
    }

    private func make(
        _ identity: PoolIdentity, with contents: Connection, report: PoolWork.Report? = nil
    ) throws -> UserPool {
        if let placement { return try placement.add(identity, with: contents, report: report) }
        return try Self.poolInMemory(configuration) { connection in
            try connection.replaceContents(withThoseOf: contents, report: report)
            try configuration.definition.schema.migrate(connection)
            try identity.write(to: connection)
        }
    }
}

extension UserPool {
    /// Opens a state of the pool for reading.
    ///
    /// - Parameters:
    ///   - snapshot: the name of a snapshot; nil for the state that is committed when the call's job runs.
    ///   - completion: receives a connection that continues to see this state, whatever happens to the pool.
    func openState(of snapshot: SnapshotName?, then completion: @escaping Completion<ConnectionHandover>) {
        exclusively(then: completion) { [snapshots] connection in
            if let snapshot { return ConnectionHandover(try snapshots.open(snapshot)) }
            return ConnectionHandover(try snapshots.openPresent(of: connection))
        }
    }
}
