public import Bytes
public import Faults

/// A request of the emulated API and its answer, as the journal keeps them.
///
/// The bytes contain credentials, which must be redacted before they are shown. An object, because copies of its parts
/// would take longer than all else that a journal does.
public final class JournalEntry: @unchecked Sendable {
    // Sendable: the journal sets the number once, before another thread can have the entry.

    /// The number of the request in its journal, from 1.
    public internal(set) var number: UInt64 = 0
    /// The id in the answer.
    public let requestId: UUIDBytes
    /// When it arrived, in microseconds since 1970 by the machine's clock.
    public let startedAt: Int64
    /// How long it took until the answer was ready, in microseconds.
    public let microseconds: Int64
    /// The request as received, without the framing of chunks.
    public let request: [UInt8]
    /// The path of the operation; nil for a path without an operation.
    private let operationPath: String?
    /// The answer.
    public let outcome: JournalOutcome
    /// The fault that applied to it.
    public let fault: Fault?

    /// Combines the parts; the journal gives the number.
    public init(
        requestId: UUIDBytes, startedAt: Int64, microseconds: Int64, request: [UInt8], operationPath: String?,
        outcome: consuming JournalOutcome, fault: Fault? = nil
    ) {
        self.requestId = requestId
        self.startedAt = startedAt
        self.microseconds = microseconds
        self.request = request
        self.operationPath = operationPath
        self.outcome = outcome
        self.fault = fault
    }

    /// The last part of the operation's path, `add-group-members`; nil for a path without an operation.
    public var operation: Substring? { operationPath?.split(separator: "/").last }

    /// Whether the entry is of an operation, given by the last part of its path.
    func isOf(_ operation: String) -> Bool {
        guard let path = operationPath, path.hasSuffix(operation) else { return false }
        return path.utf8.dropLast(operation.utf8.count).last == UInt8(ascii: "/")
    }

    /// How many bytes the entry keeps, with the objects around its texts.
    var bytes: Int { request.count + outcome.body.count + 400 }
}

/// The answer to a request.
public struct JournalOutcome: Sendable {
    /// The HTTP status; 0 if there is no answer.
    public let status: Int
    /// `statusCode` of the envelope; 0 if there is no answer.
    public let statusCode: Int
    /// `apiCode` of the envelope, if it has one.
    public let apiCode: Int?
    /// The body.
    public let body: [UInt8]
    /// Why the request was refused, for the log and the journal only.
    public let detail: String?

    /// Combines the parts.
    public init(status: Int, statusCode: Int, apiCode: Int? = nil, body: [UInt8], detail: String? = nil) {
        self.status = status
        self.statusCode = statusCode
        self.apiCode = apiCode
        self.body = body
        self.detail = detail
    }
}
