public import Contract
public import Seeds

/// A violated rule of namespaces (namespaces.md).
///
/// The two families of operations have texts of their own for some of them.
public enum NamespaceError: AnsweredError, SeedRule, Equatable {
    /// No namespace has the given code.
    case notFound
    /// Another namespace has the code.
    case codeTaken(String)
    /// The code has characters that no code has.
    case invalidCode(String)
    /// A call would create, change or delete `default` or `system`.
    case builtIn

    public var answer: APIError {
        switch self {
        case .notFound:
            APIError(404, Message(chinese: "权限组不存在", english: "Permission namespace does not exist"))
        case .codeTaken(let code):
            APIError(409, Message(fixed: "namespace with code \(code) already exists."))
        case .invalidCode(let code): APIError(400, Message(fixed: "invalid namespace code: \(code)"))
        case .builtIn:
            APIError(403, Message(fixed: "can't use permission namespace code 'default' or 'system'"))
        }
    }

    public var brokenRule: (path: [String], reason: String?)? {
        switch self {
        case .invalidCode: (["code"], "must have letters, digits, _ and - only")
        default: nil
        }
    }
}
