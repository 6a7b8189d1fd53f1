/// The random number generator SplitMix64 (Steele, Lea and Flood, 2014): the same seed gives the same sequence.
struct SplitMix64: Sendable {
    private var state: UInt64

    /// Begins a sequence.
    init(seed: UInt64) {
        state = seed
    }

    /// The next number.
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var number = state
        number = (number ^ (number >> 30)) &* 0xbf58_476d_1ce4_e5b9
        number = (number ^ (number >> 27)) &* 0x94d0_49bb_1331_11eb
        return number ^ (number >> 31)
    }

    /// The next number from 0 to 1, without 1.
    mutating func nextUnit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
