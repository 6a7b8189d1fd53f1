public import Contract
public import Seeds

/// A violated rule of common resources (resources.md).
public enum ResourceError: AnsweredError, SeedRule, Equatable {
    /// No resource of the namespace has the given code.
    case notFound
    /// Another resource of the namespace has the code.
    case codeTaken(String)
    /// The code is reserved, too long, or has characters that no code has.
    case invalidCode(String)
    /// A resource of type API has no identifier.
    case noApiIdentifier
    /// An entry of a batch has no code.
    case noCode

    public var answer: APIError {
        switch self {
        case .notFound: APIError(404, Message(chinese: "资源不存在", english: "Resource does not exist"))
        case .codeTaken(let code):
            APIError(409, Message(fixed: "resource with code \(code) already exists."))
        case .invalidCode(let code): APIError(400, Message(fixed: "invalid resource code: \(code)"))
        case .noApiIdentifier:
            APIError(400, Message(fixed: "apiIdentifier is required when type is API"))
        case .noCode:
            APIError(500, Message(chinese: "未知错误", english: "Unknown error")).logged("code is missing")
        }
    }

    public var brokenRule: (path: [String], reason: String?)? {
        switch self {
        case .invalidCode:
            (
                ["code"],
                "must have at most 64 letters, digits, \"_\", \"-\", \".\", \":\" and \"/\", and not be reserved"
            )
        case .noApiIdentifier: (["apiIdentifier"], "must not be empty with the type API")
        case .notFound, .codeTaken, .noCode: nil
        }
    }
}
