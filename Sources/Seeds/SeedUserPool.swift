public import PoolEngine
public import SQLite

/// A user pool as a seed file describes it: who it is, and where the file says what is in it.
///
/// Every part knows where it stands in the file, so that a rule broken by the whole (a name taken twice, an unknown
/// member) can be reported there.
public struct SeedUserPool: Sendable {
    /// Where the pool stands.
    let place: SeedPlace
    /// The pool's id.
    public let id: String
    /// The pool's name.
    let name: String
    /// When the pool was made, and what it holds where nothing else is said; nil for the time of its application.
    let createdAt: Timestamp?
    /// The access keys; of a seed that was applied before, without their secrets.
    let accessKeys: [(place: SeedPlace, key: AccessKey)]
    /// What is in the pool.
    let contents: SeedContents
    /// What the pool can hold.
    let format: SeedFormat

    /// Refuses pools that share an id or an access key, so that a caller could not be told apart.
    ///
    /// - Throws: `SeedError.invalid`.
    static func requireDistinct(_ pools: [SeedUserPool]) throws(SeedError) {
        var ids: Set<ExactText> = []
        var keys: Set<ExactText> = []
        for pool in pools {
            guard ids.insert(ExactText(pool.id)).inserted else {
                throw pool.place.member("id").error("is already the id of another, earlier user pool")
            }
            for (place, key) in pool.accessKeys where !keys.insert(ExactText(key.id)).inserted {
                throw place.member("id").error("is taken already by an earlier entry")
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
            let list = SeedList(cursor: cursor, offset: offset, place: place.member(section.name))
            try section.read(list, into: build)
        }
        try contents.source.requireUnchanged()
    }

    /// Fills an empty database with the pool.
    ///
    /// - Parameters:
    ///   - connection: the database; when this throws, what is in it is of no use.
    ///   - environment: time, ids and randomness.
    ///   - isLarge: whether indexes are filled at the end; nil to decide by the size of the seed.
    /// - Throws: `SeedError.invalid` at the place that breaks a rule, `SQLiteError`.
    public func build(on connection: Connection, environment: Environment, isLarge: Bool? = nil) throws {
        try Self.requireDistinct([self])
        try SeedBuild.run(
            self, format.definition.schema, on: connection, environment: environment, isLarge: isLarge,
            isKept: true)
    }
}

/// Where a seed says what is in a pool.
struct SeedContents: Sendable {
    /// The text.
    let source: SeedSource
    /// Where long values end; nil when the text was not looked at, because it was applied before.
    let ends: [Int: Int]?
    /// Where the lists of the pool's object begin; those that are absent have no place.
    let lists: [String: Int]

    /// Places of a text that was checked.
    init(source: SeedSource, ends: [Int: Int], lists: [String: Int]) {
        self.source = source
        self.ends = ends
        self.lists = lists
    }

    /// A text that was applied before, as a note tells.
    init(applied source: SeedSource) {
        self.source = source
        ends = nil
        lists = [:]
    }

    /// Whether the seed was applied before and not read.
    var wasApplied: Bool { ends == nil }
}
