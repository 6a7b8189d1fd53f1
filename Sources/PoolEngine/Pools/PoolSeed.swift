public import SQLite

/// A user pool that a program is asked to start with.
///
/// The module that reads seeds says what is in it.
public protocol PoolSeed: Sendable {
    /// The pool's id.
    var id: String { get }
    /// The ids of the pool's access keys.
    var accessKeyIds: [String] { get }
    /// Whether so much is in it that files are needed for sorting, and memory is given back afterwards.
    var isLarge: Bool { get }

    /// Reads what was not read yet of seeds that are needed, and refuses seeds that cannot exist side by side.
    ///
    /// - Parameters:
    ///   - seeds: the seeds.
    ///   - isNeeded: whether the pool of a seed has to be made.
    /// - Returns: the seeds, in the same order.
    /// - Throws: an error about a seed.
    static func prepared(_ seeds: [Self], where isNeeded: (Self) -> Bool) throws -> [Self]
    /// Called when the pools of all seeds are in a data directory.
    static func didApply(_ seeds: [Self], to directory: String, at moment: Timestamp)

    /// Refuses a seed of the wrong form whose pool exists and is therefore not built.
    ///
    /// - Throws: an error about the seed.
    func checkForm() throws
    /// Fills an empty database with the pool.
    ///
    /// - Throws: an error about the seed, `SQLiteError`; the database is of no use then.
    func fill(_ connection: Connection, environment: Environment) throws
    /// Called when the pool is built and is about to be put on the disk.
    func willSave()
    /// The error that an access key belongs to a pool that exists.
    ///
    /// - Parameters:
    ///   - index: the key's index in `accessKeyIds`.
    ///   - poolId: the id of the pool that has the key.
    /// - Returns: an error about the seed.
    func accessKeyError(at index: Int, ownedBy poolId: String) -> any Error
}
