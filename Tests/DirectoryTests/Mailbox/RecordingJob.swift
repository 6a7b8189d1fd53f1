import Dispatch
import Locking
import SQLite
import TestSupport
import Testing

@testable import Directory
@testable import PoolEngine

/// A job made of a closure, which keeps its outcomes.
final class RecordingJob: Job {
    let writes: Bool
    private let body: @Sendable (PoolTransaction) throws -> Void
    private let completed: @Sendable () -> Void
    private let state = Lock<[Result<Void, any Error>]>([])
    private let done = DispatchSemaphore(value: 0)

    init(
        writes: Bool = true, completed: @escaping @Sendable () -> Void = {},
        _ body: @escaping @Sendable (PoolTransaction) throws -> Void
    ) {
        self.writes = writes
        self.completed = completed
        self.body = body
    }

    /// A job that adds a number to the table of `NumberStore`.
    convenience init(adding number: Int) {
        self.init { try $0.connection.run(NumberStore.insert, number) }
    }

    func run(in transaction: PoolTransaction) throws { try body(transaction) }

    func complete(_ outcome: Result<Void, any Error>) {
        state.withLock { $0.append(outcome) }
        completed()
        done.signal()
    }

    /// How often the job was completed.
    var completions: Int { state.withLock(\.count) }

    /// Whether the one outcome was a success.
    var succeeded: Bool {
        state.withLock { outcomes in
            guard outcomes.count == 1, case .success = outcomes[0] else { return false }
            return true
        }
    }

    /// The error of the outcome, if it was a failure.
    var error: (any Error)? {
        state.withLock { outcomes in
            guard case .failure(let error) = outcomes.first else { return nil }
            return error
        }
    }

    /// Waits for the outcome, ten seconds at most.
    func wait() {
        _ = done.wait(timeout: .now() + 10)
    }
}

/// A pool's database in a file, with one more table for jobs to write to, and the mailbox that owns it.
struct NumberStore {
    static let insert = SQL("INSERT INTO numbers VALUES (?1, zeroblob(0))")
    static let all = SQL("SELECT value FROM numbers ORDER BY value")

    let mailbox: Mailbox
    let path: String
    private let folder: TemporaryFolder

    /// Makes the database and its mailbox.
    ///
    /// - Parameters:
    ///   - waitingLimit: how many jobs may wait.
    ///   - durability: what a commit has to survive.
    /// - Throws: `SQLiteError`, or what the file system says.
    init(waitingLimit: Int = Mailbox.defaultWaitingLimit, durability: Durability = .process) throws {
        folder = try TemporaryFolder()
        path = folder.file("pool.sqlite")
        mailbox = try Self.mailbox(path, waitingLimit, durability)
    }

    /// Takes a mailbox over whose database is in a folder.
    init(mailbox: Mailbox, folder: TemporaryFolder) {
        self.mailbox = mailbox
        self.folder = folder
        path = folder.file("pool.sqlite")
    }

    private static func mailbox(_ path: String, _ waitingLimit: Int, _ durability: Durability) throws
        -> Mailbox
    {
        let connection = try Connection(path: path)
        try connection.configure(durability: durability)
        try PoolDefinition.directory.schema.migrate(connection)
        try connection.execute("CREATE TABLE numbers (value INTEGER PRIMARY KEY, padding BLOB)")
        return Mailbox(
            connection: connection, environment: .fake(), hooks: [], label: "numbers",
            waitingLimit: waitingLimit)
    }

    /// What others see: the numbers that are committed.
    func committed() throws -> [Int64] {
        try Self.committed(path)
    }

    /// Whether somebody holds the lock that a transaction needs to write.
    static func isLocked(_ path: String) -> Bool {
        do {
            let other = try Connection(path: path, mode: .existing)
            try other.beginTransaction()
            try other.rollbackTransaction()
            return false
        } catch {
            return true
        }
    }

    static func committed(_ path: String) throws -> [Int64] {
        try Connection(path: path, mode: .readOnly).all(all) { $0.integer(0) }
    }

    /// Enqueues a job that must not be refused.
    func enqueue(_ job: RecordingJob) {
        #expect(throws: Never.self) { try mailbox.enqueue(job) }
    }

    /// Makes the mailbox stand still.
    ///
    /// - Returns: lets it go on when signalled.
    func block() -> DispatchSemaphore {
        let isRunning = DispatchSemaphore(value: 0)
        let gate = DispatchSemaphore(value: 0)
        enqueue(
            RecordingJob(writes: false) { _ in
                isRunning.signal()
                gate.wait()
            })
        isRunning.wait()
        return gate
    }

    /// Enqueues jobs so that all of them are waiting before the first of them runs, and waits for their outcomes.
    ///
    /// As long as they are no more than a transaction takes, they are one batch.
    func runTogether(_ jobs: [RecordingJob]) {
        let gate = block()
        for job in jobs { enqueue(job) }
        gate.signal()
        for job in jobs { job.wait() }
    }
}
