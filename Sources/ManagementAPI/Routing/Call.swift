internal import Bytes
internal import Contract
internal import Journal
internal import Logging
internal import PoolEngine
internal import SQLite

/// One call of an operation, from its request to its reply.
struct Call: Sendable {
    let declaration: OperationDeclaration
    let successMessage: String
    var exchange: Exchange
    /// The journal of the user pool, once that is known.
    private(set) var journal: Journal?

    /// The request id, a UUID.
    var requestId: UUIDBytes { exchange.requestId }

    /// Continues in the user pool that the request is for, if there is one.
    mutating func enter(_ pool: UserPool?) {
        guard let pool else { return }
        journal = pool.journal
        pool.noteUse()
        if pool.hasRequestIds { exchange = exchange.entering(pool) }
    }

    /// Sends a refusal.
    func fail(_ error: APIError) {
        exchange.refuse(
            error, name: declaration.path, operation: declaration.path, journal: journal,
            headers: Self.headers(of: error))
    }

    /// Sends a failure of the emulator and logs the reason.
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
        exchange.send(
            answer, operation: declaration.path, journal: journal, headers: Self.headers(of: answer))
    }

    private static func headers(of error: APIError) -> [(name: StaticString, value: String)] {
        switch error.httpStatus {
        case APIError.notEmulatedStatus: [APIError.notEmulatedHeader]
        case APIError.unavailableStatus: [APIError.retryHeader]
        default: []
        }
    }

    /// Sends an envelope.
    func succeed(_ envelope: [UInt8]) {
        exchange.logger.debug(
            "\(declaration.path)", metadata: ["requestId": "\(requestId)", "statusCode": "200"])
        exchange.succeed(envelope, operation: declaration.path, journal: journal)
    }
}
