internal import SQLite

/// A job that works on a pool's database as a whole.
final class ExclusiveJob<Answer: Sendable>: Job, @unchecked Sendable {
    // Sendable: `answer` is touched on the mailbox's queue only, as `Job` promises.

    let writes = false
    let isExclusive = true

    private let work: @Sendable (Connection) throws -> Answer
    private let completion: @Sendable (Result<Answer, any Error>) -> Void
    private var answer: Answer?

    /// - Parameters:
    ///   - work: called on the pool's queue; no other job of the pool runs meanwhile.
    ///   - completion: called on the pool's queue; must not block.
    init(
        _ work: @escaping @Sendable (Connection) throws -> Answer,
        completion: @escaping @Sendable (Result<Answer, any Error>) -> Void
    ) {
        self.work = work
        self.completion = completion
    }

    func run(in transaction: PoolTransaction) throws {
        answer = try work(transaction.connection)
    }

    func complete(_ outcome: Outcome) {
        if case .failure(let error) = outcome { return completion(.failure(error)) }
        if let answer { completion(.success(answer)) }
    }
}

/// Passes a connection from the queue that opened it to the one that uses it.
final class ConnectionHandover: @unchecked Sendable {
    // Sendable: the creator gives up the connection, and one queue takes it.

    let connection: Connection

    init(_ connection: sending Connection) {
        self.connection = connection
    }
}
