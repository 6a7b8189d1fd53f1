internal import Bytes
internal import Contract
internal import Faults
internal import HTTP
internal import HTTPServer
internal import Journal
internal import Logging
internal import Platform
internal import PoolEngine

/// A request on its way to its answer: sends the answer, logs a refusal, and records both in the journal of a user pool.
///
/// An object, because it goes along with copies of its call.
final class Exchange: Sendable {
    /// The header field with the id of the request, in each answer.
    private static let requestIdHeader: StaticString = "x-genauth-emulator-request-id"

    /// The id of the answer, a UUID.
    let requestId: UUIDBytes
    /// The language of the answer's message.
    let language: Language
    /// For refusals and failures.
    let logger: Logger
    /// The fault that applies to the request.
    let fault: Fault?

    private let responder: Responder
    /// The request as received; empty if journals keep nothing.
    private let request: [UInt8]
    /// When the request arrived, in microseconds since 1970.
    private let startedAt: Int64

    /// Begins with a request.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - isRecorded: whether journals keep anything.
    ///   - requestId: the id of the answer.
    ///   - language: the language of the answer's message.
    ///   - responder: the way back to the caller.
    ///   - logger: for refusals and failures.
    init(
        _ request: borrowing Request, isRecorded: Bool, requestId: UUIDBytes, language: Language,
        responder: Responder, logger: Logger
    ) {
        self.requestId = requestId
        self.language = language
        self.responder = responder
        self.logger = logger
        self.request = isRecorded ? request.message.bytes : []
        startedAt = isRecorded ? Clock.wallClockMicroseconds() : 0
        fault = nil
    }

    /// The same request with a fault that applies to it.
    init(_ exchange: Exchange, fault: Fault) {
        requestId = exchange.requestId
        language = exchange.language
        logger = exchange.logger
        responder = exchange.responder
        request = exchange.request
        startedAt = exchange.startedAt
        self.fault = fault
    }

    private init(_ exchange: Exchange, requestId: UUIDBytes) {
        self.requestId = requestId
        language = exchange.language
        logger = exchange.logger
        responder = exchange.responder
        request = exchange.request
        startedAt = exchange.startedAt
        fault = exchange.fault
    }

    /// The exchange with an id of its user pool, if that has ids of its own.
    func entering(_ pool: UserPool) -> Exchange {
        pool.requestIds.map { Exchange(self, requestId: $0.uuid()) } ?? self
    }

    /// Answers with a refusal, and logs it.
    ///
    /// - Parameters:
    ///   - error: the refusal.
    ///   - name: what was asked for, as the log shows it.
    ///   - operation: the path of the operation; nil for a path without an operation.
    ///   - journal: the journal of the user pool.
    ///   - headers: header fields of the answer besides those of every answer.
    func refuse(
        _ error: APIError, name: String, operation: String?, journal: Journal?,
        headers: [(name: StaticString, value: String)] = []
    ) {
        RefusalLog(logger).note(error, operation: name, requestId: requestId)
        send(error, operation: operation, journal: journal, headers: headers)
    }

    /// Answers with a failure that is in the log already.
    func send(
        _ error: APIError, operation: String?, journal: Journal?,
        headers: [(name: StaticString, value: String)] = []
    ) {
        var response = Envelope.response(
            error, requestId: requestId, language: language, headers: headers)
        record(
            JournalOutcome(
                status: response.status, statusCode: error.statusCode, apiCode: error.apiCode,
                body: response.body, detail: error.detail), operation: operation, in: journal)
        response.requestId = (Self.requestIdHeader, requestId)
        deliver(response)
    }

    /// Answers with an envelope of success that is written already.
    func succeed(_ envelope: [UInt8], operation: String, journal: Journal?) {
        record(
            JournalOutcome(status: 200, statusCode: 200, body: envelope), operation: operation, in: journal)
        var response = Response(status: 200, body: envelope)
        response.requestId = (Self.requestIdHeader, requestId)
        deliver(consume response)
    }

    /// Ends a request that gets no answer because of a fault.
    func endWithoutAnswer(operation: String, journal: Journal?) {
        record(
            JournalOutcome(status: 0, statusCode: 0, body: [], detail: fault?.description),
            operation: operation, in: journal)
        deliver(Response(status: 200))
    }

    private func deliver(_ response: consuming Response) {
        guard let fault else { return responder.send(response) }
        responder.send(response, with: fault)
    }

    private func record(_ outcome: JournalOutcome, operation: String?, in journal: Journal?) {
        guard let journal, journal.capacity > 0 else { return }
        // The clock may have been set back meanwhile.
        let microseconds = max(0, Clock.wallClockMicroseconds() - startedAt)
        journal.record(
            JournalEntry(
                requestId: requestId, startedAt: startedAt, microseconds: microseconds, request: request,
                operationPath: operation, outcome: outcome, fault: fault))
    }
}
