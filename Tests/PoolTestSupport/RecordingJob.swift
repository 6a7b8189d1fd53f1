internal import Dispatch
internal import Locking
public import PoolEngine

/// A job made of a closure, which keeps its outcomes.
public final class RecordingJob: Job {
    public let writes: Bool
    private let body: @Sendable (PoolTransaction) throws -> Void
    private let completed: @Sendable () -> Void
    private let state = Lock<[Result<Void, any Error>]>([])
    private let done = DispatchSemaphore(value: 0)

    public init(
        writes: Bool = true, completed: @escaping @Sendable () -> Void = {},
        _ body: @escaping @Sendable (PoolTransaction) throws -> Void
    ) {
        self.writes = writes
        self.completed = completed
        self.body = body
    }

    public func run(in transaction: PoolTransaction) throws { try body(transaction) }

    public func complete(_ outcome: Result<Void, any Error>) {
        state.withLock { $0.append(outcome) }
        completed()
        done.signal()
    }

    /// How often the job was completed.
    public var completions: Int { state.withLock(\.count) }

    /// Whether the one outcome was a success.
    public var succeeded: Bool {
        state.withLock { outcomes in
            guard outcomes.count == 1, case .success = outcomes[0] else { return false }
            return true
        }
    }

    /// The error of the outcome, if it was a failure.
    public var error: (any Error)? {
        state.withLock { outcomes in
            guard case .failure(let error) = outcomes.first else { return nil }
            return error
        }
    }

    /// Waits for the outcome, ten seconds at most.
    public func wait() {
        _ = done.wait(timeout: .now() + 10)
    }
}
