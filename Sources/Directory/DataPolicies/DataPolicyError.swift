public import Contract
public import Seeds

/// A violated rule of data policies (data-permissions.md).
public enum DataPolicyError: AnsweredError, SeedRule, Equatable {
    /// No policy has the given id.
    case notFound
    /// Another policy has the name.
    case nameTaken
    /// A statement has no permission.
    case noPermissions
    /// A permission names what does not exist, or has another form; the permission.
    case invalidPermission(String)

    public var answer: APIError {
        switch self {
        case .notFound: APIError(404, Message(chinese: "数据策略不存在", english: "Data policy does not exist"))
        case .nameTaken: .ofEndpoint(DataPolicies.takenName)
        case .noPermissions: .ofEndpoint("create statement argument illegal, permission list can not be null")
        case .invalidPermission(let text):
            .ofEndpoint(
                "create statement argument illegal, permission does not exist: \(APIError.shown(text))")
        }
    }

    public var brokenRule: (path: [String], reason: String?)? {
        switch self {
        case .invalidPermission(let text):
            (["statements"], "\"\(text)\" is not namespace/resource/action with a resource of this pool")
        default: nil
        }
    }
}
