public import Contract

/// A violated rule of grants (resources.md).
public enum ResourceGrantError: AnsweredError, Equatable {
    /// No group has the given code.
    case groupNotFound(String)
    /// No role of the namespace has the given code (get-authorized-resources).
    case roleNotFound(String)

    public var answer: APIError {
        switch self {
        case .groupNotFound(let code):
            APIError(404, Message(fixed: "group not exists with code: \(APIError.shown(code))"))
        case .roleNotFound(let code):
            APIError(404, Message(fixed: "role not exists with code: \(APIError.shown(code))"))
        }
    }
}
