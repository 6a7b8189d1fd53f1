/// Everything the directory takes from outside that is not the same in every run.
public struct Environment: Sendable {
    /// The time.
    public let clock: any WallClock
    /// Unpredictable bytes.
    public let random: any RandomSource
    /// New ids.
    public let ids: any IdSource

    /// Combines clock, randomness and ids.
    public init(clock: any WallClock, random: any RandomSource, ids: any IdSource) {
        self.clock = clock
        self.random = random
        self.ids = ids
    }

    /// The machine's clock and randomness.
    public static func system() -> Environment {
        let random = SystemRandom()
        return Environment(clock: SystemClock(), random: random, ids: ObjectIdSource(random: random))
    }

    /// The same ids and randomness with another clock.
    func with(_ clock: any WallClock) -> Environment {
        Environment(clock: clock, random: random, ids: ids)
    }

    /// A new id made now.
    public func newId() -> String {
        ids.next(at: clock.now)
    }
}
