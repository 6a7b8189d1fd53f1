public import Contract

/// A violated rule of organizations (departments.md); the messages are recorded in English only.
public enum OrganizationError: AnsweredError, Equatable {
    /// No organization of the given tenant has the code.
    case notFound(code: String)
    /// Another organization of the same tenant has the code.
    case codeTaken(code: String)
    /// The code is invalid for organizations and departments.
    case invalidCode(code: String)

    public var answer: APIError {
        switch self {
        case .notFound(let code):
            APIError(404, Message(fixed: "organization not found for code: \(code)"))
        case .codeTaken(let code):
            APIError(409, Message(fixed: "organization code already exists: \(code)"))
        case .invalidCode(let code):
            APIError(400, Message(fixed: "invalid organization code: \(code)"))
        }
    }
}
