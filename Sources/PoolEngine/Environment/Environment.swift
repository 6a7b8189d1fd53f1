/// The inputs that differ in each run: time, randomness and new ids.
public struct Environment: Sendable {
    /// The time.
    public let clock: any WallClock
    /// Unpredictable bytes.
    public let random: any RandomSource
    /// New ids.
    public let ids: any IdSource

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

    /// A new id with the current time.
    public func newId() -> String {
        ids.next(at: clock.now)
    }
}
