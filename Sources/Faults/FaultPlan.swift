/// A fault that a user pool applies to the requests that meet its conditions.
public struct FaultPlan: Sendable {
    /// The name by which a request can ask for the plan.
    public let name: String?
    /// The last part of the path of the only operation, `add-group-members`; nil for all operations.
    public let operation: String?
    /// Which of the operation's requests it applies to.
    public let condition: FaultCondition
    /// What it does to a request.
    public let effect: FaultEffect
    /// The JSON texts of the condition and of the effect, as they were given.
    public let texts: (condition: String?, effect: String)

    /// Combines the parts.
    public init(
        name: String?, operation: String?, condition: FaultCondition, effect: FaultEffect,
        texts: (condition: String?, effect: String)
    ) {
        self.name = name
        self.operation = operation
        self.condition = condition
        self.effect = effect
        self.texts = texts
    }
}
