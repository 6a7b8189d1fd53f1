internal import HTTP
internal import HTTPServer
internal import Logging

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
    /// For failures of the emulator.
    let logger: Logger

    /// Answers with an error.
    func fail(_ error: APIError) {
        let isOurs = error.httpStatus == APIError.notEmulatedStatus
        responder.send(
            Envelope.response(
                error, requestId: requestId, language: language,
                headers: isOurs ? [APIError.notEmulatedHeader] : []))
    }

    /// Answers that the emulator failed, and tells the log why.
    func fail(unexpectedly error: any Error) {
        logger.error("operation failed", metadata: ["path": "\(declaration.path)", "error": "\(error)"])
        fail(.internalError)
    }

    /// Answers with an envelope that is written already.
    func succeed(_ envelope: [UInt8]) {
        logger.debug("\(declaration.path)", metadata: ["requestId": "\(requestId)", "statusCode": "200"])
        responder.send(Response(status: 200, body: envelope))
    }
}
