public import Contract
public import Seeds

/// A violated rule of users (users.md).
public enum UserError: AnsweredError, SeedRule, Equatable {
    /// No user has the given id; the code of the reply is from the public error list.
    case notFound(id: String)
    /// Another user has the value of a field that is unique: the field's name.
    case valueTaken(field: String)

    public var answer: APIError {
        switch self {
        case .notFound(let id):
            APIError(404, apiCode: 2004, Message(chinese: "用户不存在", english: "User does not exist"))
                .logged("no user has the id \(APIError.shown(id))")
        case .valueTaken(let field): .valueTaken(field)
        }
    }

    public var brokenRule: (path: [String], reason: String?)? {
        if case .valueTaken(let field) = self { ([field], nil) } else { nil }
    }
}
