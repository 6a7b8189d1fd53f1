public import PoolEngine

/// The identity of a pool that is made from a seed while the program serves.
public struct SeedIdentity: Sendable {
    /// The id; nil for that of the seed.
    let id: String?
    /// The name; nil for that of the seed.
    let name: String?
    /// The only access key; nil for those of the seed.
    let accessKey: AccessKey?
    /// The id if neither the caller nor the seed has one.
    let newId: String
    /// The access key if neither the caller nor the seed has one.
    let newAccessKey: AccessKey

    /// Combines what a caller has chosen with what is used otherwise.
    public init(id: String?, name: String?, accessKey: AccessKey?, environment: Environment) {
        self.id = id
        self.name = name
        self.accessKey = accessKey
        newId = environment.newId()
        newAccessKey = AccessKey.generated(environment)
    }
}

extension SeedFormat {
    /// Reads one user pool, as it is in the list `userPools` of a seed.
    ///
    /// - Parameters:
    ///   - text: the JSON object.
    ///   - path: where the caller has the object, for errors.
    ///   - identity: who the pool is, as far as the seed does not decide.
    /// - Returns: the user pool.
    /// - Throws: `SeedError`.
    public func userPool(in text: [UInt8], at path: String, as identity: SeedIdentity) throws -> SeedUserPool
    {
        let source = SeedSource(text, named: path)
        let ends = try source.check()
        return try userPool(
            SeedCursor(source, ends: ends), SeedPath(file: path, text: path), in: source, ends: ends,
            identity: identity)
    }

    /// Reads a seed whose user pools have different ids and access keys.
    ///
    /// - Parameters:
    ///   - text: the seed.
    ///   - name: what to call it in errors.
    /// - Returns: the user pools.
    /// - Throws: `SeedError`.
    public func distinctUserPools(in text: [UInt8], named name: String) throws -> [SeedUserPool] {
        let pools = try parse(text, named: name)
        try SeedUserPool.requireDistinct(pools)
        return pools
    }

    /// Reads a seed that has one user pool.
    ///
    /// - Parameters:
    ///   - text: the seed.
    ///   - name: what to call it in errors.
    /// - Returns: the user pool.
    /// - Throws: `SeedError`, also if there are several.
    public func onlyUserPool(in text: [UInt8], named name: String) throws -> SeedUserPool {
        let pools = try parse(text, named: name)
        guard pools.count == 1, let pool = pools.first else {
            throw SeedPath(file: name, text: "userPools").error("must have one user pool")
        }
        return pool
    }
}
