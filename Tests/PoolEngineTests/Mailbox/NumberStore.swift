import Dispatch
import PoolTestSupport
import SQLite
import TestSupport
import Testing

@testable import PoolEngine

/// A pool's database in a file, with two more tables for jobs to write to, and the mailbox that owns it.
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
        try PoolDefinition([]).schema.migrate(connection)
        try connection.execute(
            """
            CREATE TABLE numbers (value INTEGER PRIMARY KEY, padding BLOB);
            CREATE TABLE copies (value INTEGER REFERENCES numbers DEFERRABLE INITIALLY DEFERRED);
            """)
        return Mailbox(
            connection: connection, environment: .fake(), hooks: [], label: "numbers",
            waitingLimit: waitingLimit)
    }

    /// What others see: the numbers that are committed.
    func committed() throws -> [Int64] {
        try Self.committed(path)
    }

    /// Whether the write lock is held.
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

    /// Blocks the mailbox.
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
    /// Up to the most jobs of a transaction, they are one batch.
    func runTogether(_ jobs: [RecordingJob]) {
        let gate = block()
        for job in jobs { enqueue(job) }
        gate.signal()
        for job in jobs { job.wait() }
    }
}

extension RecordingJob {
    /// A job that adds a number to the table of `NumberStore`.
    convenience init(adding number: Int) {
        self.init { try $0.connection.run(NumberStore.insert, number) }
    }
}
