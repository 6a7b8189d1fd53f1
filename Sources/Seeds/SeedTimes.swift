internal import PoolEngine
internal import Synchronization

/// When something was made and changed, as far as a seed says.
public struct SeedTimes {
    /// The members of an object that say so.
    public static let fields = ["createdAt", "updatedAt"]

    /// When it was made; nil for the pool's time.
    let createdAt: Timestamp?
    /// When it last changed; nil for when it was made.
    let updatedAt: Timestamp?

    /// Reads the times of an object.
    ///
    /// - Throws: `SeedError.invalid`.
    public init(of object: SeedObject) throws(SeedError) {
        createdAt = try object.moment("createdAt")
        updatedAt = try object.moment("updatedAt")
    }
}

/// The time at which a seed is applied: one moment for all that it makes, or what the seed itself says.
final class SeedClock: WallClock {
    private let milliseconds: Atomic<Int64>

    /// Starts at a fixed moment.
    init(_ moment: Timestamp) {
        milliseconds = Atomic(moment.milliseconds)
    }

    var now: Timestamp { Timestamp(milliseconds: milliseconds.load(ordering: .relaxed)) }

    /// Sets the clock.
    func set(_ moment: Timestamp) {
        milliseconds.store(moment.milliseconds, ordering: .relaxed)
    }
}
