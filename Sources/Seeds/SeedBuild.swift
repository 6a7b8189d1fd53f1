// Rows are created while the seed is read, so memory does not grow with the seed. Work that depends on all rows is done
// at the end by one statement (`SeedSection.finish`). In a large pool some indexes are filled at the end, too
// (`DeferredIndexes`).

public import PoolEngine
public import SQLite

/// A user pool that is being created from a seed.
public final class SeedBuild {
    private static let duplicateMessage = "is already used by an earlier entry"

    /// The transaction in which all rows are created.
    ///
    /// Its clock shows the time that the seed gives.
    public let transaction: PoolTransaction
    /// The default for every time that the seed omits.
    public let moment: Timestamp
    /// Caches the row keys of names in lists.
    public let names = NameTable()
    /// Whether indexes are filled at the end.
    public let isLarge: Bool
    /// Whether the pool is kept.
    ///
    /// If it is only checked, work that is only needed to serve requests is skipped.
    public let isKept: Bool

    private let clock: SeedClock
    private var states: [ObjectIdentifier: AnyObject] = [:]

    public var connection: Connection { transaction.connection }

    private init(
        of pool: SeedUserPool, on connection: Connection, environment: Environment, isLarge: Bool,
        isKept: Bool
    ) {
        moment = pool.createdAt ?? environment.clock.now
        clock = SeedClock(moment)
        transaction = PoolTransaction(
            connection: connection,
            environment: environment.with(clock),
            hooks: [])
        self.isLarge = isLarge
        self.isKept = isKept
    }

    /// Fills an empty database with a pool.
    ///
    /// - Parameters:
    ///   - pool: the pool.
    ///   - schema: the tables of a pool's file.
    ///   - connection: the database; unusable if this throws.
    ///   - environment: time, ids and randomness.
    ///   - isLarge: whether to fill indexes at the end; nil to decide by the size of the seed.
    ///   - isKept: whether the pool is kept.
    /// - Throws: `SeedError.invalid` with the path of the value that breaks a rule, `SQLiteError`.
    static func run(
        _ pool: SeedUserPool, _ schema: Schema, on connection: Connection, environment: Environment,
        isLarge: Bool? = nil, isKept: Bool
    ) throws {
        let source = pool.contents.source
        source.begin(.filling)
        try schema.migrate(connection)
        let build = SeedBuild(
            of: pool, on: connection, environment: environment, isLarge: isLarge ?? source.isLarge,
            isKept: isKept)
        try connection.beginTransaction()
        try PoolIdentity(
            id: pool.id, name: pool.name, accessKeys: pool.accessKeys.map(\.key),
            environment: build.transaction.environment
        ).write(to: connection)
        let indexes =
            build.isLarge
            ? try DeferredIndexes(pool.format.sections.flatMap(\.deferredIndexes), of: connection) : nil
        try pool.read(into: build)
        source.begin(.indexing)
        build.names.removeAll()
        try indexes?.fill()
        for section in pool.format.sections {
            try section.finish(build, at: pool.path.member(section.name))
        }
        try connection.commitTransaction()
    }

    /// The object in which a section keeps data while the pool is built.
    ///
    /// - Parameters:
    ///   - type: the object's type; there is one object of each type.
    ///   - make: creates the object on the first call.
    /// - Returns: the object.
    public func state<State: AnyObject>(_ type: State.Type, _ make: () -> State) -> State {
        if let found = states[ObjectIdentifier(type)] as? State { return found }
        let made = make()
        states[ObjectIdentifier(type)] = made
        return made
    }

    /// Creates a row with the times that the seed gives.
    ///
    /// - Parameters:
    ///   - path: its path in the seed.
    ///   - times: its times of creation and of the last change.
    ///   - names: the columns whose name differs from the seed's member.
    ///   - setUpdate: sets the time of the last change; its parameters are the key and the time.
    ///   - make: creates the row and returns its key.
    /// - Returns: the key.
    /// - Throws: `SeedError.invalid` for a duplicate value, other errors of `make`, `SQLiteError`.
    public func make(
        at path: SeedPath, _ times: SeedTimes, renaming names: [String: String] = [:], setUpdate: SQL,
        _ make: (PoolTransaction) throws -> Int64
    ) throws -> Int64 {
        let createdAt = times.createdAt ?? moment
        clock.set(createdAt)
        defer { clock.set(moment) }
        let key = try at(path, renaming: names) { try make(transaction) }
        if let updatedAt = times.updatedAt, updatedAt != createdAt {
            try connection.run(setUpdate, key, updatedAt.milliseconds)
        }
        return key
    }

    /// Turns a broken rule into an error with the path of the value that breaks it.
    ///
    /// - Parameters:
    ///   - path: the object's path.
    ///   - names: the columns whose name differs from the seed's member.
    ///   - body: work that may violate a unique index or throw a `SeedRule`.
    /// - Returns: what `body` returns.
    /// - Throws: `SeedError.invalid`, other errors of `body`.
    @inlinable
    @discardableResult
    public func at<Result>(
        _ path: SeedPath, renaming names: [String: String] = [:], _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch {
            throw described(error, at: path, renaming: names)
        }
    }

    public func described(_ error: any Error, at path: SeedPath, renaming names: [String: String])
        -> any Error
    {
        switch error {
        case let error as SQLiteError where error.isUniqueViolation:
            // The last column of the index is the one that distinguishes rows of the same pool or parent.
            let column = error.violatedColumns.last?.split(separator: ".").last.map(String.init) ?? ""
            return path.member(names[column] ?? column).error(Self.duplicateMessage)
        case let error as any SeedRule:
            guard let (members, reason) = error.brokenRule else { return error }
            return members.reduce(path) { $0.member($1) }.error(reason ?? Self.duplicateMessage)
        default:
            return error
        }
    }
}

/// An error that a value of a seed can cause.
public protocol SeedRule: Error {
    /// The path from the object to the member that breaks the rule, and the rule; the rule is nil when another
    /// row has the value.
    ///
    /// Nil for an error that a seed cannot cause.
    var brokenRule: (path: [String], reason: String?)? { get }
}
