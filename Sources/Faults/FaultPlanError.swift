/// Why a plan cannot be added.
public enum FaultPlanError: Error, CustomStringConvertible {
    /// Another plan has the name.
    case nameTaken(String)
    /// The user pool has the most plans already.
    case tooMany

    public var description: String {
        switch self {
        case .nameTaken(let name): "there is a fault plan \(name) already"
        case .tooMany: "a user pool has at most \(FaultPlans.most) fault plans"
        }
    }
}
