public import Contract
public import Seeds

/// A violated rule of namespaces (namespaces.md).
///
/// The two families of operations have texts of their own for some of them.
public enum NamespaceError: AnsweredError, SeedRule, Equatable {
    /// No namespace has the given code.
    case notFound
    /// No namespace has the code that get-namespace was given.
    case notFoundInEnglish
    /// No permission namespace has the given code.
    case spaceNotFound
    /// One of several permission namespaces does not exist.
    case someNotFound
    /// No permission namespace has the code that is to be changed.
    case notFoundByUpdate
    /// An entry of a batch has no code.
    case noCode
    /// Another namespace has the code.
    case codeTaken(String)
    /// The code has characters that no code has.
    case invalidCode(String)
    /// A call would create, change or delete `default` or `system`.
    case builtIn
    /// An entry of a batch has the code `default` or `system`.
    case builtInInBatch

    public var answer: APIError {
        switch self {
        case .notFound:
            APIError(404, Message(chinese: "权限组不存在", english: "Permission namespace does not exist"))
        case .notFoundInEnglish: APIError(404, Message(fixed: "namespace not exists"))
        case .spaceNotFound:
            APIError(404, Message(chinese: "权限空间不存在", english: "Permission namespace does not exist"))
        case .someNotFound:
            APIError(404, Message(chinese: "有不存在的权限空间", english: "Some permission namespaces do not exist"))
        case .notFoundByUpdate: APIError(404, Message(fixed: "namespace not found"))
        case .noCode: APIError(400, Message(fixed: "namespace name must not be empty"))
        case .codeTaken(let code):
            APIError(409, Message(fixed: "namespace with code \(code) already exists."))
        case .invalidCode(let code): APIError(400, Message(fixed: "invalid namespace code: \(code)"))
        case .builtIn:
            APIError(403, Message(fixed: "can't use permission namespace code 'default' or 'system'"))
        case .builtInInBatch:
            APIError(409, Message(fixed: "can't use built-in namespace code 'default' and 'system'"))
        }
    }

    public var brokenRule: (path: [String], reason: String?)? {
        switch self {
        case .invalidCode: (["code"], "must have 1 to 64 letters, digits, _ and - only")
        default: nil
        }
    }
}
