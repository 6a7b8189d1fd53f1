internal import Bytes
internal import Journal
internal import PoolEngine
internal import Seeds

/// What the calls of the control API use.
struct ControlContext: Sendable {
    /// The header field with the id of a request, in each answer to a call.
    static let requestIdHeader: StaticString = "x-genauth-emulator-request-id"

    /// The user pools.
    let pools: UserPools
    /// The format of seeds.
    let seeds: SeedFormat
    /// Time, ids and randomness.
    let environment: Environment
    /// Explains a request of the journal of a user pool, as a JSON object.
    let explain: @Sendable (JournalEntry, UserPool) -> [UInt8]
    /// Finds the inputs of a recorded request that no operation has read.
    let unreadInputs: @Sendable (JournalEntry) -> [UnreadInput]
    /// Why no request can meet a fault plan for an operation; nil if there is no reason.
    let reasonAgainstFault: @Sendable (_ operation: String) -> String?
    /// The known operations and what is emulated of them, as a JSON object.
    let coverage: @Sendable () -> [UInt8]
    /// Whether webhooks may have addresses that are neither loopback nor private.
    let allowsForeignWebhooks: Bool
    /// Creates a management token for an access key of a user pool; the expiry is in seconds since the Unix epoch.
    let makeToken: @Sendable (_ pool: UserPool, _ accessKeyId: String, _ expiresAt: Int64) -> String
    /// Logs a call that failed: what was called, the id of the request, the error.
    let logRefusal: @Sendable (_ call: String, _ requestId: UUIDBytes, _ error: ControlError) -> Void
}
