import Directory
import Dispatch
import Locking
import PoolEngine

/// A job for which its caller waits.
final class Work: Job {
    let writes: Bool
    private let body: @Sendable (PoolTransaction) throws -> Void
    private let outcome = Lock<Outcome?>(nil)
    private let done = DispatchSemaphore(value: 0)

    init(writes: Bool = true, _ body: @escaping @Sendable (PoolTransaction) throws -> Void) {
        self.writes = writes
        self.body = body
    }

    func run(in transaction: PoolTransaction) throws { try body(transaction) }

    func complete(_ outcome: Outcome) {
        self.outcome.withLock { $0 = outcome }
        done.signal()
    }

    /// Posts the work and waits for its end.
    func wait(on pool: UserPool) throws {
        try pool.mailbox.enqueue(self)
        done.wait()
        try outcome.withLock(\.self)?.get()
    }
}

/// Waits for what a call completes with.
@discardableResult
func wait<Answer: Sendable>(
    _ start: (@escaping @Sendable (Result<Answer, any Error>) -> Void) throws -> Void
) throws -> Answer {
    let answer = Lock<Result<Answer, any Error>?>(nil)
    let done = DispatchSemaphore(value: 0)
    try start { result in
        answer.withLock { $0 = result }
        done.signal()
    }
    done.wait()
    guard let result = answer.withLock(\.self) else { fatalError("completed with nothing") }
    return try result.get()
}

extension UserPool {
    /// Gives some users another nickname, so that a snapshot has something to move.
    func change(_ count: Int, round: Int, of users: Int) throws {
        for number in 0..<count {
            let id = Seeds.userId((round * 7_919 + number * 104_729) % users)
            let work = Work { directory in
                var changes = UserChanges()
                changes.attributes[.nickname] = "round \(round)"
                _ = try directory.users.update(try directory.users.find(id), with: changes)
            }
            try work.wait(on: self)
        }
    }
}
