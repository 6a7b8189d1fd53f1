internal import Contract
internal import Logging
internal import PoolEngine
internal import SQLite

/// One call of an operation, from its request to its answer.
struct Call: Sendable {
    /// What is known of the operation.
    let declaration: OperationDeclaration
    /// The last part of the operation's path.
    let pathEnd: String
    /// The message of success.
    let successMessage: String
    /// The way back to the caller.
    var exchange: Exchange

    /// The id of the answer, a UUID.
    var requestId: String { exchange.requestId }

    /// Answers with a refusal.
    func fail(_ error: APIError) {
        exchange.refuse(error, name: declaration.path, operation: pathEnd, headers: Self.headers(of: error))
    }

    /// Answers that the emulator failed, and tells the log why.
    func fail(unexpectedly error: any Error) {
        let failure = error as? SQLiteError
        let answer =
            (error as? MailboxError).map { APIError($0) } ?? failure.map { APIError($0) } ?? .internalError
        RefusalLog(exchange.logger).note(
            answer, cause: "\(error)", operation: declaration.path, requestId: requestId)
        if let sql = failure?.sql {
            exchange.logger.debug(
                "the statement that failed", metadata: ["requestId": "\(requestId)", "sql": "\(sql)"])
        }
        exchange.send(answer, operation: pathEnd, headers: Self.headers(of: answer))
    }

    private static func headers(of error: APIError) -> [(name: StaticString, value: String)] {
        switch error.httpStatus {
        case APIError.notEmulatedStatus: [APIError.notEmulatedHeader]
        case APIError.unavailableStatus: [APIError.retryHeader]
        default: []
        }
    }

    /// Answers with an envelope that is written already.
    func succeed(_ envelope: [UInt8]) {
        exchange.logger.debug(
            "\(declaration.path)", metadata: ["requestId": "\(requestId)", "statusCode": "200"])
        exchange.succeed(envelope, operation: pathEnd)
    }
}
