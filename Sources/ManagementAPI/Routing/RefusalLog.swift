internal import Bytes
internal import Contract
internal import Logging

/// Writes one line of the log for each request that is refused.
struct RefusalLog: Sendable {
    /// The most characters of a reason with its details in a line.
    private static let longestText = 6_000
    /// The most characters of an operation's name or of a path in a line.
    private static let longestOperation = 200

    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    /// Logs a refusal.
    ///
    /// - Parameters:
    ///   - error: the refusal.
    ///   - operation: the path of the operation, or method and path of the request.
    ///   - requestId: the request id of the reply.
    func note(_ error: APIError, operation: String, requestId: UUIDBytes) {
        logger.log(
            level: Self.level(of: error), "refused a request",
            metadata: Self.metadata(error, operation: operation, requestId: requestId))
    }

    /// Logs a failure of the emulator.
    ///
    /// - Parameters:
    ///   - answer: the reply.
    ///   - cause: the reason, without private data and SQL.
    ///   - operation: the path of the operation.
    ///   - requestId: the request id of the reply.
    func note(_ answer: APIError, cause: String, operation: String, requestId: UUIDBytes) {
        logger.error(
            "operation failed",
            metadata: Self.metadata(answer.logged(cause), operation: operation, requestId: requestId))
    }

    /// The level of a refusal's line.
    ///
    /// `info` is for the refusals that a developer usually has to find: refused credentials and web pages, unknown
    /// paths, operations that are not emulated. The rest is `debug`.
    private static func level(of error: APIError) -> Logger.Level {
        let isForDevelopers =
            error.statusCode == 401 || error == .userPoolNotFound || error.httpStatus == 403
            || error.httpStatus == 404 || error.httpStatus == APIError.notEmulatedStatus
        return isForDevelopers ? .info : .debug
    }

    private static func metadata(
        _ error: APIError, operation: String, requestId: UUIDBytes
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
