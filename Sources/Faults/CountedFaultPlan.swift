/// A plan and what it has done so far.
public struct CountedFaultPlan: Sendable {
    /// The id of the plan, which no other plan of the user pool has had.
    public let id: String
    /// The plan.
    public let plan: FaultPlan
    /// How many requests were those of the plan, before `first` and `probability` are considered.
    public private(set) var matched = 0
    /// How many requests it was applied to.
    public private(set) var fired = 0
    private var random: SplitMix64

    /// A plan without counts.
    init(_ plan: FaultPlan, id: String) {
        self.id = id
        self.plan = plan
        random = SplitMix64(seed: plan.condition.seed)
    }

    /// How often it must have been applied to be complete: `first` times, or once.
    ///
    /// With a probability, fewer requests than `first` may be drawn.
    public var expected: Int { plan.condition.probability == nil ? plan.condition.first ?? 1 : 1 }

    /// Counts a request that matches.
    ///
    /// - Returns: the latency in milliseconds, 0 without one; nil if the plan does not apply to the request.
    mutating func apply() -> Int? {
        matched += 1
        if let first = plan.condition.first, matched > first { return nil }
        if let probability = plan.condition.probability, random.nextUnit() >= probability { return nil }
        fired += 1
        guard let latency = plan.effect.latency else { return 0 }
        return latency.lowerBound + Int(random.next() % UInt64(latency.count))
    }
}
