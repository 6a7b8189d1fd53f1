public import Contract

/// A rule of roles that a call broke (roles are not emulated; custom-fields.md).
public enum RoleError: AnsweredError, Equatable {
    /// No role has the given code.
    case notFound

    public var answer: APIError {
        switch self {
        case .notFound: APIError(404, Message(chinese: "角色不存在", english: "Role does not exist"))
        }
    }
}
