internal import Faults
internal import JSON
internal import PoolEngine
internal import SQLite
internal import Seeds
internal import Webhooks

/// A failure as the control API reports it: `{"error":{"code":"snapshot_not_found","message":"…"}}`.
struct ControlError: Error {
    /// The members of the answer.
    static let type = ControlObject(
        name: "Failure",
        fields: [
            .required(
                "error",
                .object(
                    ControlObject(
                        name: "Error",
                        fields: [
                            .required("code", .string, "The code, for programs."),
                            .required("message", .string, "The message, for people."),
                        ])), "The failure.")
        ])

    /// The HTTP status.
    let status: Int
    /// The code, for programs, in lower-case letters with underscores.
    let code: String
    /// The message, for people.
    let message: String
    /// Further header fields.
    var headers: [(name: StaticString, value: String)] = []

    /// Describes a failure.
    init(_ status: Int, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    /// A request with a value that cannot be used.
    static func invalidRequest(_ message: String) -> ControlError {
        ControlError(400, "invalid_request", message)
    }

    /// A call that may succeed later.
    static func busy(_ message: String) -> ControlError {
        var error = ControlError(503, "busy", message)
        error.headers = [("Retry-After", "1")]
        return error
    }

    /// The body of the answer.
    var body: [UInt8] {
        var writer = Writer()
        writer.beginObject()
        writer.name("error")
        writer.beginObject()
        writer.member("code", code)
        writer.member("message", message)
        writer.endObject()
        writer.endObject()
        return writer.finish()
    }
}

extension ControlError {
    /// Translates an error of another module.
    init(_ error: any Error) {
        switch error {
        case let error as ControlError: self = error
        case let error as SnapshotError: self.init(snapshot: error)
        case let error as FaultPlanError: self.init(fault: error)
        case let error as WebhookError: self = .invalidRequest("\(error.property): \(error.reason)")
        case let error as Deliveries.RedeliveryError: self.init(redelivery: error)
        case SeedError.invalid(_, let path, let reason):
            self.init(400, "invalid_request", path == "(top)" ? reason : "\(path): \(reason)")
        case let error as SeedError: self.init(400, "invalid_request", "\(error)")
        case MailboxError.full:
            self = .busy("too many requests wait for this user pool; try again later")
        case MailboxError.closed:
            self.init(404, "user_pool_not_found", "the user pool is being removed")
        case let error as SQLiteError where error.cause == .diskFull:
            self.init(503, "storage_full", "the disk is full; nothing was changed")
        case let error as DataDirectoryError: self.init(503, "storage_failed", "\(error)")
        default: self.init(500, "internal_error", "the emulator failed: \(error)")
        }
    }

    private init(redelivery error: Deliveries.RedeliveryError) {
        switch error {
        case .unknown: self.init(404, "delivery_not_found", "there is no such delivery")
        case .notDead: self.init(409, "delivery_not_dead", "only a dead letter can be delivered again")
        case .noWebhook: self.init(409, "webhook_not_found", "its webhook was removed or is disabled")
        case .noBody: self.init(409, "delivery_too_large", "its body was too large to be kept")
        }
    }

    private init(fault error: FaultPlanError) {
        let code =
            switch error {
            case .nameTaken: "fault_exists"
            case .tooMany: "too_many_faults"
            }
        self.init(409, code, "\(error)")
    }

    private init(snapshot error: SnapshotError) {
        let (status, code) =
            switch error {
            case .invalidSnapshotName: (400, "invalid_snapshot_name")
            case .reservedSnapshotName: (409, "reserved_snapshot_name")
            case .snapshotExists: (409, "snapshot_exists")
            case .tooManySnapshots: (409, "too_many_snapshots")
            case .tooManyUserPools: (409, "too_many_user_pools")
            case .unknownSnapshot: (404, "snapshot_not_found")
            case .unknownUserPool: (404, "user_pool_not_found")
            case .userPoolExists: (409, "user_pool_exists")
            case .accessKeyExists: (409, "access_key_exists")
            case .invalidIdentity: (400, "invalid_request")
            }
        self.init(status, code, "\(error)")
    }
}
