internal import PoolEngine
internal import Synchronization

/// The times of creation and of the last change that a seed gives.
public struct SeedTimes {
    public static let fields = ["createdAt", "updatedAt"]

    /// The time of creation; nil for that of the pool.
    let createdAt: Timestamp?
    /// The time of the last change; nil for the time of creation.
    let updatedAt: Timestamp?

    /// Reads the times of an object.
    ///
    /// - Throws: `SeedError.invalid`.
    public init(of object: SeedObject) throws(SeedError) {
        createdAt = try object.moment("createdAt")
        updatedAt = try object.moment("updatedAt")
    }
}

/// A clock that shows the time at which a seed is applied, or a time that the seed gives.
final class SeedClock: WallClock {
    private let milliseconds: Atomic<Int64>

    init(_ moment: Timestamp) {
        milliseconds = Atomic(moment.milliseconds)
    }

    var now: Timestamp { Timestamp(milliseconds: milliseconds.load(ordering: .relaxed)) }

    func set(_ moment: Timestamp) {
        milliseconds.store(moment.milliseconds, ordering: .relaxed)
    }
}
