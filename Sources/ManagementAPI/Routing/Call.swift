internal import Contract
internal import HTTP
internal import HTTPServer
internal import Logging
internal import PoolEngine
internal import SQLite

/// One call of an operation, from its request to its answer.
struct Call: Sendable {
    /// What is known of the operation.
    let declaration: OperationDeclaration
    /// The id of the answer, a UUID.
    let requestId: String
    /// The language of the answer's message.
    let language: Language
    /// The message of success.
    let successMessage: String
    /// The way back to the caller.
    let responder: Responder
    /// For refusals and failures.
    let logger: Logger

    /// Answers with a refusal.
    func fail(_ error: APIError) {
        RefusalLog(logger).note(error, operation: declaration.path, requestId: requestId)
        send(error)
    }

    /// Answers that the emulator failed, and tells the log why.
    func fail(unexpectedly error: any Error) {
        let failure = error as? SQLiteError
        let answer =
            (error as? MailboxError).map { APIError($0) } ?? failure.map { APIError($0) } ?? .internalError
        RefusalLog(logger).note(
            answer, cause: "\(error)", operation: declaration.path, requestId: requestId)
        if let sql = failure?.sql {
            logger.debug(
                "the statement that failed", metadata: ["requestId": "\(requestId)", "sql": "\(sql)"])
        }
        send(answer)
    }

    private func send(_ error: APIError) {
        let headers: [(name: StaticString, value: String)] =
            switch error.httpStatus {
            case APIError.notEmulatedStatus: [APIError.notEmulatedHeader]
            case APIError.unavailableStatus: [APIError.retryHeader]
            default: []
            }
        responder.send(Envelope.response(error, requestId: requestId, language: language, headers: headers))
    }

    /// Answers with an envelope that is written already.
    func succeed(_ envelope: [UInt8]) {
        logger.debug("\(declaration.path)", metadata: ["requestId": "\(requestId)", "statusCode": "200"])
        responder.send(Response(status: 200, body: envelope))
    }
}
