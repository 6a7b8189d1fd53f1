internal import Bytes
internal import Contract
internal import HTTP
internal import HTTPServer
internal import Journal
internal import Logging
internal import Platform

/// A request on its way to its answer: sends the answer, logs a refusal, and records both in the journal of a user pool.
struct Exchange: Sendable {
    /// The header field with the id of the request, in each answer.
    private static let requestIdHeader: StaticString = "x-genauth-emulator-request-id"

    /// The id of the answer, a UUID.
    let requestId: String
    /// The language of the answer's message.
    let language: Language
    /// For refusals and failures.
    let logger: Logger
    /// The journal of the user pool, once that is known.
    var journal: Journal?

    private let responder: Responder
    /// The request as received; empty if journals keep nothing.
    private let request: [UInt8]
    /// When the request arrived, in milliseconds since 1970 and in microseconds of the clock that only moves forward.
    private let startedAt: Int64
    private let startedMicroseconds: Int64

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
        _ request: borrowing Request, isRecorded: Bool, requestId: String, language: Language,
        responder: Responder, logger: Logger
    ) {
        self.requestId = requestId
        self.language = language
        self.responder = responder
        self.logger = logger
        self.request = isRecorded ? request.message.bytes : []
        startedAt = isRecorded ? Clock.wallClockMilliseconds() : 0
        startedMicroseconds = isRecorded ? Clock.microseconds() : 0
    }

    /// Answers with a refusal, and logs it.
    ///
    /// - Parameters:
    ///   - error: the refusal.
    ///   - name: what was asked for, as the log shows it.
    ///   - operation: the last part of the operation's path; nil for a path without an operation.
    ///   - headers: header fields of the answer besides those of every answer.
    func refuse(
        _ error: APIError, name: String, operation: String?,
        headers: [(name: StaticString, value: String)] = []
    ) {
        RefusalLog(logger).note(error, operation: name, requestId: requestId)
        send(error, operation: operation, headers: headers)
    }

    /// Answers with a failure that is in the log already.
    func send(
        _ error: APIError, operation: String?, headers: [(name: StaticString, value: String)] = []
    ) {
        var response = Envelope.response(
            error, requestId: requestId, language: language, headers: headers)
        record(
            JournalOutcome(
                status: response.status, statusCode: error.statusCode, apiCode: error.apiCode,
                body: response.body, detail: error.detail), operation: operation)
        response.headers.append((Self.requestIdHeader, requestId))
        responder.send(response)
    }

    /// Answers with an envelope of success that is written already.
    func succeed(_ envelope: [UInt8], operation: String) {
        record(JournalOutcome(status: 200, statusCode: 200, body: envelope), operation: operation)
        responder.send(
            Response(status: 200, headers: [(Self.requestIdHeader, requestId)], body: envelope))
    }

    private func record(_ outcome: JournalOutcome, operation: String?) {
        guard let journal, journal.capacity > 0 else { return }
        journal.record(
            JournalEntry(
                requestId: requestId, startedAt: startedAt,
                microseconds: Clock.microseconds() - startedMicroseconds, request: request,
                operation: operation, outcome: outcome))
    }
}
