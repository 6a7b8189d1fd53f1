internal import Contract
internal import Dispatch
internal import PoolEngine

extension OperationEntry {
    /// Reads a request and enqueues its work in a mailbox.
    ///
    /// - Returns: whether `start()` of the mailbox must be called.
    /// - Throws: `APIError` if fields are invalid, or if the limit of waiting calls is reached.
    func enqueue(
        _ read: (inout FieldReader) -> UserPoolCall, _ parameters: RequestParameters, call: Call,
        in mailbox: Mailbox, random: any RandomSource
    ) throws(APIError) -> Bool {
        let declaration = call.declaration
        var fields = FieldReader(parameters, fields: declaration.fields)
        let request = read(&fields)
        try fields.finish(path: declaration.path, refusal: declaration.refusal)
        do {
            switch request {
            case .ready(let work):
                return try mailbox.enqueue(deferringStart: OperationJob(call, work: work))
            case .afterPreparation(let prepare):
                try Self.prepare(prepare, call: call, mailbox: mailbox, random: random)
                return false
            }
        } catch {
            throw APIError(error)
        }
    }

    /// Prepares a call on any core, then enqueues its work.
    ///
    /// Its place in the mailbox is reserved first, so the limit counts calls that are being prepared.
    ///
    /// - Throws: `MailboxError.full`.
    private static func prepare(
        _ prepare: @escaping @Sendable (any RandomSource) throws -> UserPoolCall.Work, call: Call,
        mailbox: Mailbox, random: any RandomSource
    ) throws(MailboxError) {
        try mailbox.reservePlace()
        DispatchQueue.global(qos: .utility).async {
            do {
                let work = try prepare(random)
                mailbox.enqueue(reserved: OperationJob(call, work: work))
            } catch {
                mailbox.releasePlace()
                call.fail(unexpectedly: error)
            }
        }
    }

    /// Reads a request, runs the operation and sends the reply.
    ///
    /// - Throws: `APIError` if fields are invalid, or as the operation's `respond`.
    func answer(
        _ read: (inout FieldReader) -> any ServiceOperation, _ parameters: RequestParameters, call: Call,
        in service: ServiceContext
    ) throws(APIError) {
        var fields = FieldReader(parameters, fields: call.declaration.fields)
        let operation = read(&fields)
        try fields.finish(path: call.declaration.path, refusal: call.declaration.refusal)
        call.succeed(
            try Envelope.success(
                message: call.successMessage, requestId: call.requestId,
                hasData: call.declaration.data != .none
            ) { (data) throws(APIError) in
                try operation.respond(in: service, to: &data)
            })
    }
}
