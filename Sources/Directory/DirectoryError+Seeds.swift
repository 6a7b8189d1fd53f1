public import Seeds

/// The errors that a value of a seed can cause.
extension DirectoryError: SeedRule {
    public var brokenRule: (path: [String], reason: String?)? {
        switch self {
        case .valueTaken(let field): ([field], nil)
        case .customFieldTaken(let name): (["customData", name], nil)
        case .customFieldRefused(let name, let reason): (["customData", name], reason)
        default: nil
        }
    }
}
