// A pool is filled row by row while its seed is read, so that what is held does not grow with the seed. What depends on
// all rows is done in one statement at the end (`SeedSection.finish`). In a large pool some indexes are filled at the
// end, too (`DeferredIndexes`).

public import PoolEngine
public import SQLite

/// A user pool that is being made from a seed.
public final class SeedBuild {
    private static let taken = "is taken already by an earlier entry"

    /// The transaction in which everything is made; its clock shows the time that the seed gives.
    public let transaction: PoolTransaction
    /// The default for every time that the seed omits.
    public let moment: Timestamp
    /// The names that lists refer to rows by.
    public let names = NameTable()
    /// Whether indexes are filled at the end.
    public let isLarge: Bool
    /// Whether the pool is kept: what only serves callers is left out of a pool that is checked.
    public let isKept: Bool

    private let clock: SeedClock
    private var states: [ObjectIdentifier: AnyObject] = [:]

    /// The connection of the transaction.
    public var connection: Connection { transaction.connection }

    private init(
        of pool: SeedUserPool, on connection: Connection, environment: Environment, isLarge: Bool,
        isKept: Bool
    ) {
        moment = pool.createdAt ?? environment.clock.now
        clock = SeedClock(moment)
        transaction = PoolTransaction(
            connection: connection,
            environment: Environment(clock: clock, random: environment.random, ids: environment.ids),
            hooks: [])
        self.isLarge = isLarge
        self.isKept = isKept
    }

    /// Fills an empty database with a pool.
    ///
    /// - Parameters:
    ///   - pool: the pool.
    ///   - schema: the tables of a pool's file.
    ///   - connection: the database; when this throws, what is in it is of no use.
    ///   - environment: time, ids and randomness.
    ///   - isLarge: whether indexes are filled at the end; nil to decide by the size of the seed.
    ///   - isKept: whether the pool is kept.
    /// - Throws: `SeedError.invalid` at the place that breaks a rule, `SQLiteError`.
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
            try section.finish(build, at: pool.place.member(section.name))
        }
        try connection.commitTransaction()
    }

    /// What a section keeps while the pool is built.
    ///
    /// - Parameters:
    ///   - type: the type of what is kept, of which there is one object.
    ///   - make: makes the object when it is first asked for.
    /// - Returns: the object.
    public func state<State: AnyObject>(_ type: State.Type, _ make: () -> State) -> State {
        if let found = states[ObjectIdentifier(type)] as? State { return found }
        let made = make()
        states[ObjectIdentifier(type)] = made
        return made
    }

    /// Makes something at the time the seed gives.
    ///
    /// - Parameters:
    ///   - place: where it is described.
    ///   - times: when it was made and changed.
    ///   - names: the columns that have another name than the seed's member.
    ///   - setUpdate: sets the time of the last change; its parameters are the key and the time.
    ///   - make: makes it and returns its key.
    /// - Returns: the key.
    /// - Throws: `SeedError.invalid` when a value is taken, what else `make` throws, `SQLiteError`.
    public func make(
        at place: SeedPlace, _ times: SeedTimes, renaming names: [String: String] = [:], setUpdate: SQL,
        _ make: (PoolTransaction) throws -> Int64
    ) throws -> Int64 {
        let createdAt = times.createdAt ?? moment
        clock.set(createdAt)
        defer { clock.set(moment) }
        let key = try at(place, renaming: names) { try make(transaction) }
        if let updatedAt = times.updatedAt, updatedAt != createdAt {
            try connection.run(setUpdate, key, updatedAt.milliseconds)
        }
        return key
    }

    /// Turns a broken rule into an error at the place of the seed that breaks it.
    ///
    /// - Parameters:
    ///   - place: where the object stands.
    ///   - names: the columns that have another name than the seed's member.
    ///   - body: what may break a rule: a unique index, or one that a `SeedRule` describes.
    /// - Returns: what `body` returns.
    /// - Throws: `SeedError.invalid`, what else `body` throws.
    @inlinable
    @discardableResult
    public func at<Result>(
        _ place: SeedPlace, renaming names: [String: String] = [:], _ body: () throws -> Result
    ) throws -> Result {
        do {
            return try body()
        } catch {
            throw described(error, at: place, renaming: names)
        }
    }

    public func described(_ error: any Error, at place: SeedPlace, renaming names: [String: String])
        -> any Error
    {
        switch error {
        case let error as SQLiteError where error.isUniqueViolation:
            // The last column is the one that tells rows of the same pool or parent apart.
            let column = error.violatedColumns.last?.split(separator: ".").last.map(String.init) ?? ""
            return place.member(names[column] ?? column).error(Self.taken)
        case let error as any SeedRule:
            guard let (path, reason) = error.brokenRule else { return error }
            return path.reduce(place) { $0.member($1) }.error(reason ?? Self.taken)
        default:
            return error
        }
    }
}

/// An error that a value of a seed can cause.
public protocol SeedRule: Error {
    /// The way from the object to the member that breaks the rule, and the rule; nil in place of the rule when another
    /// row has the value.
    ///
    /// Nil for an error that no seed causes.
    var brokenRule: (path: [String], reason: String?)? { get }
}
