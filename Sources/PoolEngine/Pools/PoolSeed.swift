public import SQLite

/// The description of a user pool to create at the start.
///
/// Implemented by the module that reads seeds.
public protocol PoolSeed: Sendable {
    var id: String { get }
    /// The ids of the pool's access keys.
    var accessKeyIds: [String] { get }
    /// Whether it is so large that sorting needs temporary files and memory is to be returned afterwards.
    var isLarge: Bool { get }

    /// Reads the rest of the seeds that are needed, and refuses seeds with equal ids or access keys.
    ///
    /// - Parameters:
    ///   - seeds: the seeds.
    ///   - isNeeded: whether the pool of a seed has to be created.
    /// - Returns: the seeds, in the same order.
    /// - Throws: an error about a seed.
    static func prepared(_ seeds: [Self], where isNeeded: (Self) -> Bool) throws -> [Self]
    /// Called when the pools of all seeds are in a data directory.
    static func didApply(_ seeds: [Self], to directory: String, at moment: Timestamp)

    /// Checks the form of a seed whose pool already exists and is therefore not built.
    ///
    /// - Throws: an error about the seed.
    func checkForm() throws
    /// Fills an empty database with the pool.
    ///
    /// - Throws: an error about the seed, `SQLiteError`; the database is then unusable.
    func fill(_ connection: Connection, environment: Environment) throws
    /// Called when the pool is built, before it is synchronized to the disk.
    func willSave()
    /// The error that an access key belongs to an existing pool.
    ///
    /// - Parameters:
    ///   - index: the key's index in `accessKeyIds`.
    ///   - poolId: the id of the pool that has the key.
    /// - Returns: an error about the seed.
    func accessKeyError(at index: Int, ownedBy poolId: String) -> any Error
}
