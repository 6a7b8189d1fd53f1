internal import Contract
internal import Logging

/// Writes one line of the log for each request that is refused.
struct RefusalLog: Sendable {
    /// How many characters of a reason and of its details a line shows.
    private static let longestText = 6_000
    /// How many characters of an operation's name or of a path a line shows.
    private static let longestOperation = 200

    private let logger: Logger

    /// Makes a log of refusals that writes to another log.
    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Notes a refusal.
    ///
    /// - Parameters:
    ///   - error: the refusal.
    ///   - operation: the path of the operation, or what the caller asked for instead.
    ///   - requestId: the id of the answer.
    func note(_ error: APIError, operation: String, requestId: String) {
        logger.log(
            level: Self.level(of: error), "refused a request",
            metadata: Self.metadata(error, operation: operation, requestId: requestId))
    }

    /// Notes that the emulator failed to carry out an operation.
    ///
    /// - Parameters:
    ///   - answer: what the caller gets.
    ///   - cause: what went wrong, without private data and without SQL.
    ///   - operation: the path of the operation.
    ///   - requestId: the id of the answer.
    func note(_ answer: APIError, cause: String, operation: String, requestId: String) {
        logger.error(
            "operation failed",
            metadata: Self.metadata(answer.logged(cause), operation: operation, requestId: requestId))
    }

    /// The level of a refusal's line.
    ///
    /// `info` is for what a developer whose program fails looks for: refused callers and pages, unknown paths, operations
    /// that are not emulated. The rest is `debug`.
    private static func level(of error: APIError) -> Logger.Level {
        let isForDevelopers =
            error.statusCode == 401 || error == .userPoolNotFound || error.httpStatus == 403
            || error.httpStatus == 404 || error.httpStatus == APIError.notEmulatedStatus
        return isForDevelopers ? .info : .debug
    }

    private static func metadata(
        _ error: APIError, operation: String, requestId: String
    ) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "requestId": "\(requestId)", "operation": "\(shown(operation, longestOperation))",
            "status": "\(error.statusCode)",
            "reason": "\(shown(error.message.text(in: .english), longestText))",
        ]
        if let apiCode = error.apiCode { metadata["apiCode"] = "\(apiCode)" }
        if let detail = error.detail { metadata["detail"] = "\(shown(detail, longestText))" }
        return metadata
    }

    private static func shown(_ text: String, _ length: Int) -> String {
        text.utf8.count <= length ? text : String(text.unicodeScalars.prefix(length)) + "…"
    }
}
