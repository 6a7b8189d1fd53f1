internal import JSON
public import PoolEngine
internal import SQLite

/// The format of seed files: the user pools a server starts with.
///
/// The format is fixed by `fixtures/seed.schema.json`. It is read strictly: a seed is written by the person who runs
/// the emulator, and a misspelt field that is ignored costs an afternoon.
///
/// What is read at first is who the pools are; what is in them is read when they are built.
public struct SeedFormat: Sendable {
    /// What a seed may hold.
    ///
    /// The depth leaves room for trees of departments. The nodes are those of one object, without its lists.
    static let limits = Limits(depth: 512, nodes: 100_000_000, allowsNul: false)

    /// What pools consist of.
    public let definition: PoolDefinition
    /// The lists in a pool's object, in the order in which they are read and written.
    public let sections: [any SeedSection]

    /// Describes a format.
    ///
    /// - Parameters:
    ///   - definition: what pools consist of.
    ///   - sections: what the domains have in seeds; definitions are moved to the front.
    public init(_ definition: PoolDefinition, sections: [any SeedSection]) {
        self.definition = definition
        self.sections = sections.filter(\.isDefinition) + sections.filter { !$0.isDefinition }
    }

    /// Reads a seed from a file.
    ///
    /// - Parameters:
    ///   - path: the file's path.
    ///   - directory: a data directory; when the file was applied to it whole and has not changed since, it is not read.
    ///   - progress: learns how far it is read, and applied.
    /// - Returns: the user pools in the order of the file.
    /// - Throws: `SeedError`.
    public func read(
        _ path: String, appliedTo directory: String? = nil, progress: SeedProgress? = nil
    ) throws -> [SeedUserPool] {
        let source = try SeedSource(path: path, progress: progress)
        if let directory, let pools = AppliedSeeds(in: directory).pools(of: source, self) { return pools }
        return try pools(of: source)
    }

    /// Reads a seed from its text.
    ///
    /// - Parameters:
    ///   - text: the JSON document.
    ///   - name: what to call it in errors.
    /// - Returns: the user pools in the order of the text.
    /// - Throws: `SeedError`.
    public func parse(_ text: [UInt8], named name: String) throws -> [SeedUserPool] {
        try pools(of: SeedSource(text, named: name))
    }

    /// Finds out whether pools could be built, without keeping them.
    ///
    /// - Parameters:
    ///   - pools: the pools, which are to exist side by side.
    ///   - environment: time, ids and randomness.
    /// - Returns: what is in each pool.
    /// - Throws: `SeedError`, `SQLiteError`.
    @discardableResult
    public func check(_ pools: [SeedUserPool], environment: Environment) throws -> [SeedSummary] {
        try SeedUserPool.requireDistinct(pools)
        return try pools.map { pool in
            // A file that only this connection sees, made when the cache is full.
            let connection = try Connection(path: "")
            pool.contents.source.begin(.filling)
            try connection.configureForBulkInsert()
            if pool.isLarge { try connection.sortThroughFiles(in: nil) }
            try SeedBuild.run(
                pool, definition.schema, on: connection, environment: environment, isKept: false)
            return try SeedSummary(of: pool, on: connection)
        }
    }

    /// Checks that a text is JSON, and reads who the pools in it are.
    ///
    /// - Throws: `SeedError`.
    func pools(of source: SeedSource) throws -> [SeedUserPool] {
        let ends = try source.check()
        let cursor = SeedCursor(source, ends: ends)
        let (value, lists) = try cursor.value(withoutElementsOf: ["userPools"])
        let top = try SeedObject(
            value, at: SeedPlace(file: source.name, path: ""), allowing: ["$schema", "userPools"])
        var pools: [SeedUserPool] = []
        if let list = lists["userPools"] {
            try cursor.forEachElement(of: list) { number in
                let place = top.place.member("userPools").element(number)
                pools.append(try userPool(cursor, place, in: source, ends: ends))
            }
        }
        try top.requireList("userPools")
        guard !pools.isEmpty else { throw top.place.error("userPools is missing or empty") }
        return pools
    }

    /// Reads who a pool is, and where the lists of what is in it begin.
    ///
    /// - Parameters:
    ///   - cursor: is at the pool's object.
    ///   - place: where the object is.
    ///   - source: the text.
    ///   - ends: where long values end.
    ///   - identity: replaces what the object says of the pool, or is used where it says nothing.
    /// - Returns: the user pool.
    /// - Throws: `SeedError`.
    func userPool(
        _ cursor: SeedCursor, _ place: SeedPlace, in source: SeedSource, ends: [Int: Int],
        identity: SeedIdentity? = nil
    ) throws -> SeedUserPool {
        let names = sections.map(\.name)
        let (value, lists) = try cursor.value(withoutElementsOf: names)
        let object = try SeedObject(
            value, at: place, allowing: ["id", "name", "createdAt", "accessKeys"] + names)
        for name in names { try object.requireList(name) }
        let id = try identity?.id ?? (identity == nil ? object.requiredId("id") : object.id("id"))
        let name = try identity?.name ?? (identity == nil ? object.requiredText("name") : object.text("name"))
        var accessKeys = try object.list("accessKeys", read: Self.accessKey)
        if let identity, let key = identity.accessKey ?? (accessKeys.isEmpty ? identity.newAccessKey : nil) {
            accessKeys = [(place.member("accessKeys"), key)]
        }
        let chosenId = id ?? identity?.newId ?? ""
        return SeedUserPool(
            place: place, id: chosenId, name: name ?? chosenId, createdAt: try object.moment("createdAt"),
            accessKeys: accessKeys, contents: SeedContents(source: source, ends: ends, lists: lists),
            format: self)
    }

    private static func accessKey(
        _ value: Value, _ place: SeedPlace
    ) throws(SeedError) -> (place: SeedPlace, key: AccessKey) {
        let object = try SeedObject(
            value, at: place,
            allowing: ["id", "secret", "userId", "tenantId", "type", "createdAt", "enable"])
        var key = AccessKey(id: try object.requiredId("id"), secret: try object.requiredText("secret"))
        key.userId = try object.text("userId") ?? ""
        key.tenantId = try object.text("tenantId", emptyIsNone: true)
        key.type = try object.text("type", emptyIsNone: true) ?? AccessKey.userPoolType
        key.createdAt = try object.moment("createdAt")
        key.isEnabled = try object.bool("enable") ?? true
        return (place, key)
    }
}
