internal import JSON
public import PoolEngine
internal import SQLite

/// The format of seed files, which describe user pools to create.
///
/// It is defined by `fixtures/seed.schema.json`. Unknown fields are errors, since an ignored misspelt field would be
/// hard to notice.
///
/// At first only the identities of the pools are read; their contents are read when they are built.
public struct SeedFormat: Sendable {
    /// The limits of a seed.
    ///
    /// The depth allows for trees of departments. The nodes are those of one object, without its lists.
    static let limits = Limits(depth: 512, nodes: 100_000_000, allowsNul: false)

    public let definition: PoolDefinition
    /// The lists in a pool's object, in the order in which they are read and exported.
    public let sections: [any SeedSection]

    /// Creates a format.
    ///
    /// - Parameters:
    ///   - definition: the schema and hooks of the domains.
    ///   - sections: the sections of the domains; definitions are moved to the front.
    public init(_ definition: PoolDefinition, sections: [any SeedSection]) {
        self.definition = definition
        self.sections = sections.filter(\.isDefinition) + sections.filter { !$0.isDefinition }
    }

    /// Reads a seed from a file, or from the files of a folder.
    ///
    /// - Parameters:
    ///   - path: the path of the file; `-` for standard input. Of a folder, the files whose names end in `.json` are read
    ///     in the order of their names, but for hidden ones.
    ///   - directory: a data directory; if the whole file was applied to it and has not changed since, it is not read.
    ///   - progress: receives the progress of reading and applying it.
    /// - Returns: the user pools in the order of the file.
    /// - Throws: `SeedError`.
    public func read(
        _ path: String, appliedTo directory: String? = nil, progress: SeedProgress? = nil
    ) throws -> [SeedUserPool] {
        if let files = try Self.files(ofFolder: path) {
            return try files.flatMap { try read($0, appliedTo: directory, progress: progress) }
        }
        let source = try SeedSource(path: path, progress: progress)
        if let directory, let pools = AppliedSeeds(in: directory).pools(of: source, self) { return pools }
        return try pools(of: source)
    }

    /// Reads a seed from its text.
    ///
    /// - Parameters:
    ///   - text: the JSON document.
    ///   - name: its name in errors.
    /// - Returns: the user pools in the order of the text.
    /// - Throws: `SeedError`.
    public func parse(_ text: [UInt8], named name: String) throws -> [SeedUserPool] {
        try pools(of: SeedSource(text, named: name))
    }

    /// Checks whether pools could be built, without keeping them.
    ///
    /// - Parameters:
    ///   - pools: the pools.
    ///   - environment: time, ids and randomness.
    /// - Returns: the counts of each pool.
    /// - Throws: `SeedError`, `SQLiteError`.
    @discardableResult
    public func check(_ pools: [SeedUserPool], environment: Environment) throws -> [SeedSummary] {
        try SeedUserPool.requireDistinct(pools)
        return try pools.map { pool in
            // A temporary file, which SQLite creates when the cache is full.
            let connection = try Connection(path: "")
            pool.contents.source.begin(.filling)
            try connection.configureForBulkInsert()
            if pool.isLarge { try connection.sortThroughFiles(in: nil) }
            try SeedBuild.run(
                pool, definition.schema, on: connection, environment: environment, isKept: false)
            return try SeedSummary(of: pool, on: connection)
        }
    }

    /// Checks that a text is JSON, and reads the identities of its pools.
    ///
    /// - Throws: `SeedError`.
    func pools(of source: SeedSource) throws -> [SeedUserPool] {
        let ends = try source.check()
        let cursor = SeedCursor(source, ends: ends)
        let (value, lists) = try cursor.value(withoutElementsOf: ["userPools"])
        let top = try SeedObject(
            value, at: SeedPath(file: source.name, text: ""), allowing: ["$schema", "userPools"])
        var pools: [SeedUserPool] = []
        if let list = lists["userPools"] {
            try cursor.forEachElement(of: list) { number in
                let path = top.path.member("userPools").element(number)
                pools.append(try userPool(cursor, path, in: source, ends: ends))
            }
        }
        try top.requireList("userPools")
        guard !pools.isEmpty else { throw top.path.error("userPools is missing or empty") }
        return pools
    }

    /// Reads the identity of a pool, and where its lists begin.
    ///
    /// - Parameters:
    ///   - cursor: at the pool's object.
    ///   - path: the object's path.
    ///   - source: the text.
    ///   - ends: where long values end.
    ///   - identity: replaces members of the object, or is used for absent ones.
    /// - Returns: the user pool.
    /// - Throws: `SeedError`.
    func userPool(
        _ cursor: SeedCursor, _ path: SeedPath, in source: SeedSource, ends: [Int: Int],
        identity: SeedIdentity? = nil
    ) throws -> SeedUserPool {
        let names = sections.map(\.name)
        let (value, lists) = try cursor.value(withoutElementsOf: names)
        let object = try SeedObject(
            value, at: path, allowing: ["id", "name", "createdAt", "accessKeys"] + names)
        for name in names { try object.requireList(name) }
        let id = try identity?.id ?? (identity == nil ? object.requiredId("id") : object.id("id"))
        let most = NewUserPool.maxNameLength
        let name =
            try identity?.name
            ?? (identity == nil
                ? object.requiredText("name", atMost: most) : object.text("name", atMost: most))
        var accessKeys = try object.list("accessKeys", read: Self.accessKey)
        if let identity, let key = identity.accessKey ?? (accessKeys.isEmpty ? identity.newAccessKey : nil) {
            accessKeys = [(path.member("accessKeys"), key)]
        }
        let chosenId = id ?? identity?.newId ?? ""
        guard NewUserPool.canBeInPath(chosenId) else {
            throw path.member("id").error("must not be \(chosenId)")
        }
        return SeedUserPool(
            path: path, id: chosenId, name: name ?? chosenId, createdAt: try object.moment("createdAt"),
            accessKeys: accessKeys, contents: SeedContents(source: source, ends: ends, lists: lists),
            format: self)
    }

    private static func accessKey(
        _ value: Value, _ path: SeedPath
    ) throws(SeedError) -> (path: SeedPath, key: AccessKey) {
        let object = try SeedObject(
            value, at: path,
            allowing: ["id", "secret", "userId", "tenantId", "type", "createdAt", "enable"])
        var key = AccessKey(
            id: try object.requiredId("id"),
            secret: try object.requiredText("secret", atMost: NewUserPool.maxSecretLength))
        key.userId = try object.text("userId") ?? ""
        key.tenantId = try object.text("tenantId", emptyIsNone: true)
        key.type = try object.text("type", emptyIsNone: true) ?? AccessKey.userPoolType
        key.createdAt = try object.moment("createdAt")
        key.isEnabled = try object.bool("enable") ?? true
        return (path, key)
    }
}
