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

    var description: String {
        switch self {
        case .unreachable(let url, let reason): "no server on \(url): \(reason)"
        case .unexpectedReply: "the reply is not one of the control API"
        case .refused(_, let code, let message): "\(message) (\(code))"
        case .noUserPool: "the server has no user pool"
        }
    }

    /// The exit code of sysexits.h.
    var exitCode: Int32 {
        switch self {
        case .unreachable, .unexpectedReply: 69
        case .noUserPool: 65
        case .refused(401, _, _), .refused(403, _, _): 77
        case .refused(408, _, _), .refused(503, _, _): 75
        case .refused(let status, _, _): status < 500 ? 65 : 70
        }
    }
}
