public import Contract
public import Seeds

/// A violated rule of data resources (data-permissions.md).
public enum DataResourceError: AnsweredError, SeedRule, Equatable {
    /// No namespace has the given code.
    case namespaceNotFound
    /// No data resource of the namespace has the given code.
    case notFound
    /// Another data resource of the namespace has the code.
    case codeTaken
    /// Another data resource of the namespace has the name.
    case nameTaken
    /// The code contains a slash, which separates the parts of a permission.
    case invalidCode(String)
    /// The struct breaks a rule; the sentence that says which.
    case invalidStruct(String)
    /// The page of a list is too long or has no element.
    case invalidPageSize

    public var answer: APIError {
        switch self {
        case .namespaceNotFound:
            APIError(404, Message(chinese: "权限空间不存在", english: "Permission namespace does not exist"))
        case .notFound: APIError(404, Message(chinese: "数据资源不存在", english: "Data resource does not exist"))
        case .codeTaken: .ofEndpoint(DataResources.takenCode)
        case .nameTaken: .ofEndpoint(DataResources.takenName)
        case .invalidCode(let code): APIError(400, Message(fixed: "invalid data resource code: \(code)"))
        case .invalidStruct(let rule): .brokenRules([rule])
        case .invalidPageSize: .ofEndpoint("page size must be greater than 0 and less than 50")
        }
    }

    public var brokenRule: (path: [String], reason: String?)? {
        switch self {
        case .invalidCode: (["code"], "must not contain a slash")
        case .invalidStruct(let rule): (["struct"], rule)
        default: nil
        }
    }
}

extension APIError {
    /// A refusal of the service behind the gateway, as the gateway passes it on (EndpointResponseError).
    ///
    /// - Parameter message: the text of the service behind.
    /// - Returns: the failure, 602.
    static func ofEndpoint(_ message: String) -> APIError {
        APIError(
            602,
            Message(
                chinese: "请求第三方端点时返回错误, errmsg=\(message)",
                english: "The third-party endpoint returned an error, errmsg=\(message)"))
    }
}
