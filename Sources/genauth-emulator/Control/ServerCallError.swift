import Platform

/// A call of the control API that failed.
enum ServerCallError: Error, CustomStringConvertible {
    /// The server cannot be reached; with its address and the reason.
    case unreachable(String, reason: String)
    /// The reply is not one of the control API.
    case unexpectedReply
    /// The server refused the call; with its status, and the code and the message of its error.
    case refused(status: Int, code: String, message: String)
    /// The server has no user pool.
    case noUserPool
    /// The server has no user pool with this id.
    case unknownUserPool(String)
    /// The user pool with this id has no enabled access key.
    case noAccessKey(String)
    /// The server does not show secrets to this caller.
    case noSecret

    var description: String {
        switch self {
        case .unreachable(let url, let reason): "no server on \(url): \(reason)"
        case .unexpectedReply: "the reply is not one of the control API"
        case .refused(_, let code, let message): "\(message) (\(code))"
        case .noUserPool: "the server has no user pool"
        case .unknownUserPool(let id): "the server has no user pool \(id)"
        case .noAccessKey(let id): "the user pool \(id) has no enabled access key"
        case .noSecret:
            "the server shows secrets on the same machine only, or to callers with its --control-token"
        }
    }

    var exitStatus: ExitStatus {
        switch self {
        case .unreachable, .unexpectedReply: .unavailable
        case .noUserPool, .unknownUserPool, .noAccessKey: .dataError
        case .noSecret: .noPermission
        case .refused(401, _, _), .refused(403, _, _): .noPermission
        case .refused(408, _, _), .refused(503, _, _): .temporaryFailure
        case .refused(let status, _, _): status < 500 ? .dataError : .software
        }
    }
}
