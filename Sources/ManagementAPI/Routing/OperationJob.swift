internal import Contract
internal import HTTP
internal import JSON
internal import Logging
internal import PoolEngine

/// Runs one call of an operation in its user pool's mailbox.
final class OperationJob: Job, @unchecked Sendable {
    // Sendable: `envelope` is used only on the mailbox's queue, as `Job` guarantees.

    private let work: UserPoolCall.Work
    private let call: Call
    private var envelope: [UInt8] = []

    init(_ call: Call, work: @escaping UserPoolCall.Work) {
        self.work = work
        self.call = call
    }

    var writes: Bool { call.declaration.writes }

    func run(in transaction: PoolTransaction) throws {
        guard let statements = transaction.statementLog else { return try answer(in: transaction) }
        // Those of the transaction itself and of other jobs are not the request's.
        _ = transaction.takeStatements()
        defer { statements.record(transaction.takeStatements(), of: call.requestId) }
        try answer(in: transaction)
    }

    private func answer(in transaction: PoolTransaction) throws {
        envelope = try Envelope.success(
            message: call.successMessage, requestId: call.requestId, hasData: call.declaration.data != .none
        ) { data in
            try work(transaction, &data)
        }
    }

    func complete(_ outcome: Result<Void, any Error>) {
        switch outcome {
        case .success: call.succeed(envelope)
        case .failure(let error as APIError): call.fail(error)
        case .failure(let error as any AnsweredError): call.fail(error.answer)
        case .failure(let error): call.fail(unexpectedly: error)
        }
    }
}
