internal import Directory
internal import HTTP
internal import JSON
internal import Logging
internal import PoolEngine

/// Carries out one call of an operation in its user pool's mailbox.
final class OperationJob<O: Operation>: Job, @unchecked Sendable {
    // Sendable: `envelope` is touched on the mailbox's queue only, as `Job` promises.

    private let operation: O
    private let call: Call
    private var envelope: [UInt8] = []

    /// Combines an operation with its call.
    init(operation: O, call: Call) {
        self.operation = operation
        self.call = call
    }

    var writes: Bool { O.declaration.writes }

    func run(in transaction: DirectoryTransaction) throws {
        envelope = try Envelope.success(
            message: call.successMessage, requestId: call.requestId, hasData: O.declaration.answers != nil
        ) { data in
            try operation.respond(in: transaction, to: &data)
        }
    }

    func complete(_ outcome: Result<Void, any Error>) {
        switch outcome {
        case .success: call.succeed(envelope)
        case .failure(let error as APIError): call.fail(error)
        case .failure(let error as DirectoryError): call.fail(APIError(error))
        case .failure(let error): call.fail(unexpectedly: error)
        }
    }
}
