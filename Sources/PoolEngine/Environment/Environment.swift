/// Everything the directory takes from outside that is not the same in every run.
package struct Environment: Sendable {
    /// The time.
    package let clock: any WallClock
    /// Unpredictable bytes.
    package let random: any RandomSource
    /// New ids.
    package let ids: any IdSource

    /// Combines clock, randomness and ids.
    package init(clock: any WallClock, random: any RandomSource, ids: any IdSource) {
        self.clock = clock
        self.random = random
        self.ids = ids
    }

    /// The machine's clock and randomness.
    package static func system() -> Environment {
        let random = SystemRandom()
        return Environment(clock: SystemClock(), random: random, ids: ObjectIdSource(random: random))
    }

    /// A new id made now.
    package func newId() -> String {
        ids.next(at: clock.now)
    }
}
