public import JSON

/// Which requests a plan applies to; a request must meet each condition.
public struct FaultCondition: Sendable {
    /// Only the first requests, this many; nil for no limit.
    public var first: Int?
    /// The share of the requests, from 0 to 1; nil for all.
    public var probability: Double?
    /// What the random numbers begin with: the same seed gives the same sequence.
    public var seed: UInt64
    /// An object that the parameters of the request must contain.
    public var match: Value?

    /// No condition.
    ///
    /// - Parameter seed: what the random numbers begin with.
    public init(seed: UInt64) {
        self.seed = seed
    }
}
