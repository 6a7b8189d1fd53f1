public import Contract
public import Seeds

/// A violated rule of roles (roles.md).
public enum RoleError: AnsweredError, SeedRule, Equatable {
    /// No role of the namespace has the given code.
    case notFound
    /// Another role of the namespace has the code.
    case codeTaken(String)
    /// The code has other characters than letters, digits, `_` and `-`.
    case invalidCode(String)
    /// The code of an entry of a list is empty.
    case emptyCode

    public var answer: APIError {
        switch self {
        case .notFound: APIError(404, Message(chinese: "角色不存在", english: "Role does not exist"))
        case .codeTaken(let code): APIError(409, Message(fixed: "role with code \(code) already exists."))
        case .invalidCode(let code): APIError(400, Message(fixed: "invalid role code: \(code)"))
        case .emptyCode: APIError(400, Message(fixed: "role code must not empty"))
        }
    }

    public var brokenRule: (path: [String], reason: String?)? {
        switch self {
        case .invalidCode: (["code"], "must have letters, digits, \"_\" and \"-\" only")
        case .notFound, .codeTaken, .emptyCode: nil
        }
    }
}
