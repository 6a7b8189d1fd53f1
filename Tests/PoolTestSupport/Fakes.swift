internal import Locking
public import PoolEngine
internal import Synchronization

/// A clock that only tests advance.
public final class FakeClock: WallClock {
    private let milliseconds: Atomic<Int64>

    /// Stands at 2022-07-03T02:20:30.000Z.
    public init(milliseconds: Int64 = 1_656_814_830_000) {
        self.milliseconds = Atomic(milliseconds)
    }

    public var now: Timestamp { Timestamp(milliseconds: milliseconds.load(ordering: .relaxed)) }

    /// Moves the clock.
    public func advance(milliseconds: Int64 = 1_000) {
        self.milliseconds.wrappingAdd(milliseconds, ordering: .relaxed)
    }
}

/// Ids that count up: `000000000000000000000001` and so on.
public final class CountingIds: IdSource {
    private let count = Atomic<Int>(0)

    public init() {}

    public func next(at moment: Timestamp) -> String {
        let digits = String(count.wrappingAdd(1, ordering: .relaxed).newValue)
        return String(repeating: "0", count: 24 - digits.count) + digits
    }
}

/// Bytes that are the same for the same seed (splitmix64, https://prng.di.unimi.it/splitmix64.c).
public final class SeededRandom: RandomSource {
    private let state: Lock<UInt64>

    public init(seed: UInt64) {
        state = Lock(seed)
    }

    public func fill(_ buffer: UnsafeMutableRawBufferPointer) {
        for index in buffer.indices { buffer[index] = UInt8(truncatingIfNeeded: next()) }
    }

    /// A number from 0 below `bound`.
    public func below(_ bound: Int) -> Int {
        Int(next() % UInt64(bound))
    }

    private func next() -> UInt64 {
        state.withLock { state in
            state &+= 0x9e37_79b9_7f4a_7c15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
            mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
            return mixed ^ mixed >> 31
        }
    }
}

extension Environment {
    /// The three fakes together.
    public static func fake(clock: FakeClock = FakeClock(), seed: UInt64 = 1) -> Environment {
        Environment(clock: clock, random: SeededRandom(seed: seed), ids: CountingIds())
    }
}
