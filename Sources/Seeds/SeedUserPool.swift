public import PoolEngine
public import SQLite

/// A user pool in a seed file: its identity, and where its contents are in the file.
///
/// Each part has its path in the file, so that errors found later (a duplicate name, an unknown member) can name it.
public struct SeedUserPool: Sendable {
    let path: SeedPath
    public let id: String
    let name: String
    /// The creation time of the pool, and the default for its contents; nil for the time at which the seed is applied.
    let createdAt: Timestamp?
    /// The access keys; without their secrets if the seed was applied before.
    let accessKeys: [(path: SeedPath, key: AccessKey)]
    let contents: SeedContents
    /// The format by which it is read.
    let format: SeedFormat

    /// Refuses pools that share an id or an access key, since requests name a pool by either.
    ///
    /// - Throws: `SeedError.invalid`.
    static func requireDistinct(_ pools: [SeedUserPool]) throws(SeedError) {
        var ids: Set<ExactText> = []
        var keys: Set<ExactText> = []
        for pool in pools {
            guard ids.insert(ExactText(pool.id)).inserted else {
                throw pool.path.member("id").error("is already the id of another, earlier user pool")
            }
            for (path, key) in pool.accessKeys where !keys.insert(ExactText(key.id)).inserted {
                throw path.member("id").error("is already used by an earlier entry")
            }
        }
    }

    /// Reads all lists of the pool.
    ///
    /// - Parameter build: the pool that is built; nil to check the form only.
    /// - Throws: `SeedError`, `SQLiteError`.
    func read(into build: SeedBuild?) throws {
        let cursor = SeedCursor(contents.source, ends: contents.ends ?? [:])
        for section in format.sections {
            guard let offset = contents.lists[section.name] else { continue }
            let list = SeedList(cursor: cursor, offset: offset, path: path.member(section.name))
            try section.read(list, into: build)
        }
        try contents.source.requireUnchanged()
    }

    /// Fills an empty database with the pool.
    ///
    /// - Parameters:
    ///   - connection: the database; unusable if this throws.
    ///   - environment: time, ids and randomness.
    ///   - isLarge: whether to fill indexes at the end; nil to decide by the size of the seed.
    /// - Throws: `SeedError.invalid` with the path of the value that breaks a rule, `SQLiteError`.
    public func build(on connection: Connection, environment: Environment, isLarge: Bool? = nil) throws {
        try Self.requireDistinct([self])
        try SeedBuild.run(
            self, format.definition.schema, on: connection, environment: environment, isLarge: isLarge,
            isKept: true)
    }
}

/// The location of a pool's contents in a seed.
struct SeedContents: Sendable {
    /// The text.
    let source: SeedSource
    /// Where long values end; nil if the text was not read, because it was applied before.
    let ends: [Int: Int]?
    /// Where the lists of the pool's object begin; an absent list has no entry.
    let lists: [String: Int]

    init(source: SeedSource, ends: [Int: Int], lists: [String: Int]) {
        self.source = source
        self.ends = ends
        self.lists = lists
    }

    /// The contents of a text that was applied before.
    init(applied source: SeedSource) {
        self.source = source
        ends = nil
        lists = [:]
    }

    /// Whether the seed was applied before and therefore not read.
    var wasApplied: Bool { ends == nil }
}
