public import Contract

/// A violated rule of access keys (access-keys.md).
public enum AccessKeyError: AnsweredError, Equatable {
    /// The pool has no access key with the given id, or the key belongs to another user than the given one.
    case notFound
    /// The access key is the last enabled one, without which no client could call the pool.
    case lastEnabled

    public var answer: APIError {
        switch self {
        case .notFound:
            APIError(404, Message(chinese: "accessKey 不存在", english: "Access key does not exist"))
        case .lastEnabled:
            APIError(
                400,
                Message(
                    chinese: "不能删除或禁用用户池最后一个可用的 accessKey",
                    english: "The last enabled access key of a user pool cannot be deleted or disabled"))
        }
    }
}
