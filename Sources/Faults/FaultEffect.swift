/// What a plan does to a request; the parts combine.
public struct FaultEffect: Sendable {
    /// How long the response is held back, in milliseconds.
    public var latency: ClosedRange<Int>?
    /// The response in place of the operation's.
    public var answer: FaultAnswer?
    /// What happens to the connection.
    public var ending: FaultEnding?

    /// No effect.
    public init() {}

    /// Whether the effect is more than a delay, so that no further plan can apply.
    var isFinal: Bool { answer != nil || ending != nil }
}
