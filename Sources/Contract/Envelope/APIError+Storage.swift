public import PoolEngine
public import SQLite

/// Failures of the emulator's own storage, none of which the service knows.
extension APIError {
    /// The HTTP status of what is worth another try soon (RFC 9110 section 15.6.4).
    public static let unavailableStatus = 503
    /// Goes with that status: try again in a second (RFC 9110 section 10.2.3).
    public static let retryHeader: (name: StaticString, value: String) = ("Retry-After", "1")

    private static func unavailable(_ reason: String) -> APIError {
        APIError(unavailableStatus, httpStatus: unavailableStatus, .emulator(reason))
    }

    /// The answer to a call that a pool's mailbox does not take.
    public init(_ error: MailboxError) {
        switch error {
        case .full:
            self = .unavailable("too many requests wait for this user pool; send this one again later")
        case .closed:
            self = .unavailable("the user pool is being closed; nothing of this request was stored")
        }
    }

    /// The answer to a call whose changes SQLite could not make durable.
    public init(_ error: SQLiteError) {
        switch error.cause {
        case .diskFull:
            self = APIError(
                500, httpStatus: 500,
                .emulator("the disk is full: nothing of this request was stored; make room and send it again")
            )
        case .inputOutput:
            self = APIError(
                500, httpStatus: 500,
                .emulator(
                    "reading or writing the user pool's file failed: nothing of this request was stored; see the log"
                ))
        case .held:
            self = .unavailable(
                "another program holds the user pool's file: nothing of this request was stored; send it again later"
            )
        case .other:
            self = .internalError
        }
    }
}
