/// The inputs that differ in each run: time, randomness and new ids.
public struct Environment: Sendable {
    /// The time.
    public let clock: any WallClock
    /// Unpredictable bytes.
    public let random: any RandomSource
    /// New ids.
    public let ids: any IdSource

    /// What randomness and ids follow from; nil if they are unpredictable.
    private let seed: RandomSeed?
    /// Whether the same calls get the same randomness and ids in each run.
    public var isDeterministic: Bool { seed != nil }

    public init(clock: any WallClock, random: any RandomSource, ids: any IdSource) {
        self.init(clock: clock, random: random, ids: ids, seed: nil)
    }

    private init(
        clock: any WallClock, random: any RandomSource, ids: any IdSource, seed: RandomSeed?
    ) {
        self.clock = clock
        self.random = random
        self.ids = ids
        self.seed = seed
    }

    private init(clock: any WallClock, seed: RandomSeed) {
        self.init(
            clock: clock, random: RepeatableRandom(seed.part("random")),
            ids: RepeatableIds(random: RepeatableRandom(seed.part("ids"))), seed: seed)
    }

    /// The machine's clock, with randomness of the kernel or of a seed.
    ///
    /// - Parameter seed: what randomness and ids follow from; nil for those of the kernel.
    /// - Returns: the environment.
    public static func system(seed: String? = nil) -> Environment {
        if let seed { return Environment(clock: SystemClock(), seed: RandomSeed(seed)) }
        let random = SystemRandom()
        return Environment(clock: SystemClock(), random: random, ids: ObjectIdSource(random: random))
    }

    /// The environment of a part of the program.
    ///
    /// In a deterministic environment the randomness and ids of a part follow from the seed and the name, whatever other
    /// parts use; each result of this function begins anew.
    public func part(_ name: String) -> Environment {
        guard let seed else { return self }
        return Environment(clock: clock, seed: seed.part(name))
    }

    /// The same ids and randomness with another clock.
    public func with(_ clock: any WallClock) -> Environment {
        Environment(clock: clock, random: random, ids: ids, seed: seed)
    }

    /// A new id with the current time.
    public func newId() -> String {
        ids.next(at: clock.now)
    }
}
