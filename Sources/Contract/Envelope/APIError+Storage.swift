public import PoolEngine
public import SQLite

/// Failures of the emulator's own storage, which the service does not have.
extension APIError {
    /// The HTTP status of a failure that a retry may solve (RFC 9110 section 15.6.4).
    public static let unavailableStatus = 503
    /// The header of such a reply: retry after a second (RFC 9110 section 10.2.3).
    public static let retryHeader: (name: StaticString, value: String) = ("Retry-After", "1")

    private static func unavailable(_ reason: String) -> APIError {
        APIError(unavailableStatus, httpStatus: unavailableStatus, .emulator(reason))
    }

    /// The reply to a call that a pool's mailbox refuses.
    public init(_ error: MailboxError) {
        switch error {
        case .full:
            self = .unavailable("too many requests wait for this user pool; send this one again later")
        case .closed:
            self = .unavailable("the user pool is being closed; nothing of this request was stored")
        }
    }

    /// The reply to a call that failed in SQLite.
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

    /// The refusal of an access key that has made no pool.
    public init(_ error: OnDemandError) {
        switch error {
        case .notMade: self = APIError(404, httpStatus: 404, .emulator("there is no user pool to copy"))
        case .invalidId:
            self = APIError(
                400, httpStatus: 400, .emulator("the id of an access key has 1 to 64 characters"))
        case .tooMany:
            self = .unavailable("too many user pools were made on demand; a reset removes them")
        case .reserved:
            self = .unavailable(
                "a user pool with this access key is being made or removed; send this request again later")
        }
    }
}
