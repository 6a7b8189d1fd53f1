public import Contract
public import Seeds

/// A violated rule of custom fields (custom-fields.md).
public enum CustomFieldError: AnsweredError, SeedRule, Equatable {
    /// The pool does not define a field with this name, or not for such a value: its name and the reason.
    case valueRefused(name: String, reason: String)
    /// Another user has the value of a unique field: its name.
    case valueTaken(name: String)
    /// A filter names a field that the pool does not define.
    case notDefined(name: String)
    /// A definition, or a value that a call sets by the key of the field, breaks a rule: the key and the rule.
    case definitionRefused(name: String, reason: String)

    public var answer: APIError {
        switch self {
        case .valueRefused(let name, let reason):
            .invalidParameters(["customData"]).logged("\(APIError.shown(name)) \(reason)")
        case .valueTaken(let name): .valueTaken(name)
        case .notDefined(let name): .invalidParameters([name])
        case .definitionRefused(let name, let reason):
            .invalidParameters(["list"]).logged("\(APIError.shown(name)) \(reason)")
        }
    }

    public var brokenRule: (path: [String], reason: String?)? {
        switch self {
        case .valueRefused(let name, let reason): (["customData", name], reason)
        case .valueTaken(let name): (["customData", name], nil)
        default: nil
        }
    }
}
