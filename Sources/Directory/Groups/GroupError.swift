public import Contract

/// A violated rule of groups (groups.md).
public enum GroupError: AnsweredError, Equatable {
    /// No group has the given code.
    case notFound
    /// Another group has the code.
    case codeTaken

    public var answer: APIError {
        switch self {
        case .notFound: APIError(404, Message(chinese: "分组不存在", english: "Group does not exist"))
        case .codeTaken: APIError(409, Message(chinese: "分组标识符已存在", english: "Group code already exists"))
        }
    }
}
