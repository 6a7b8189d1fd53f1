internal import Dispatch
internal import Locking
internal import SQLite

/// Work for a user pool.
///
/// Everything is called on the pool's queue, in the order below.
package protocol Job: AnyObject, Sendable {
    /// Whether `run` may change the directory.
    var writes: Bool { get }
    /// Whether the job works on the database as a whole and so has to be alone, with no transaction open.
    ///
    /// What was posted before it is committed and answered, what is posted after it has not begun.
    var isExclusive: Bool { get }
    /// Does the work. What it throws undoes its own changes and nobody else's.
    ///
    /// Is called again, once, when a neighbour in the same transaction has to be undone; nothing is left of the first
    /// time then.
    func run(in transaction: DirectoryTransaction) throws
    /// Learns the outcome: after the commit of the changes, or why they do not stand.
    func complete(_ outcome: Outcome)
}

extension Job {
    package var isExclusive: Bool { false }
}

/// How a job ended: its changes are durable, or why they do not stand.
package typealias Outcome = Result<Void, any Error>

/// Why a pool took no work.
package enum MailboxError: Error {
    /// The pool has been closed.
    case closed
}

/// The serial queue that owns a user pool's connection.
///
/// The queue takes all jobs that are waiting, runs them in one transaction (`Batch`), commits, and only then tells the
/// jobs. One commit so serves many callers (group commit) without anybody being made to wait for more work:
/// an idle pool commits at once. Rejected: a commit for each job (a fifth of the rate), and a timer that collects
/// jobs (latency).
package final class Mailbox: @unchecked Sendable {
    // Sendable: `transaction` and `batch` are touched on `queue` only, which every entry asserts; the rest is locked.

    /// How many jobs one transaction takes at most, which bounds the wait of the first of them.
    private static let batchLimit = 256

    private struct Waiting {
        var jobs: [any Job] = []
        var isScheduled = false
        /// How many of the jobs are exclusive.
        var exclusive = 0

        /// Takes the jobs of the next batch; an exclusive one is a batch by itself.
        mutating func takeBatch() -> [any Job] {
            var count = min(jobs.count, Mailbox.batchLimit)
            if exclusive > 0, let place = jobs.prefix(count).firstIndex(where: \.isExclusive) {
                count = max(place, 1)
                if place == 0 { exclusive -= 1 }
            }
            let taken = Array(jobs.prefix(count))
            jobs.removeFirst(count)
            return taken
        }
    }

    /// The changes made here, after their commits.
    package let events = EventStream()

    private let queue: DispatchQueue
    private let sources: Sources
    private let waiting = Lock(Waiting())
    private var transaction: DirectoryTransaction?
    /// Where the connection comes from when a job finds none; nil when it cannot come again.
    private var file: (any MailboxFile)?

    /// Gives a connection to a new queue, which keeps it until it is closed.
    ///
    /// - Parameters:
    ///   - connection: a database with the directory's schema; nobody else may use it any more.
    ///   - sources: time, ids and randomness.
    ///   - label: the queue's name in a debugger.
    init(connection: sending Connection, sources: Sources, label: String) {
        queue = DispatchQueue(label: label)
        self.sources = sources
        transaction = DirectoryTransaction(connection: connection, sources: sources)
    }

    /// Makes a queue that opens a file when the first job comes, and after each `closeFile`.
    ///
    /// - Parameters:
    ///   - file: opens a database with the directory's schema.
    ///   - sources: time, ids and randomness.
    ///   - label: the queue's name in a debugger.
    init(file: any MailboxFile, sources: Sources, label: String) {
        queue = DispatchQueue(label: label)
        self.sources = sources
        self.file = file
    }

    /// Leaves a job.
    package func post(_ job: any Job) {
        let isExclusive = job.isExclusive
        let mustSchedule = waiting.withLock { waiting in
            waiting.jobs.append(job)
            if isExclusive { waiting.exclusive += 1 }
            defer { waiting.isScheduled = true }
            return !waiting.isScheduled
        }
        if mustSchedule { queue.async { self.drain() } }
    }

    /// Finishes the jobs that wait, moves everything into the database file and closes it.
    ///
    /// Jobs posted afterwards fail with `MailboxError.closed`.
    package func close() {
        queue.sync {
            self.drain()
            self.letGo()
            self.file = nil
        }
    }

    /// Closes the connection until the next job, unless one waits already; never that of a database in memory.
    ///
    /// - Parameter isWanted: asked on the pool's queue whether to close indeed.
    func closeFile(if isWanted: @escaping @Sendable () -> Bool) {
        queue.async {
            guard self.file != nil, self.waiting.withLock({ !$0.isScheduled }), isWanted() else { return }
            self.letGo()
        }
    }

    /// Moves everything into the database file and closes it.
    private func letGo() {
        dispatchPrecondition(condition: .onQueue(queue))
        guard transaction != nil else { return }
        try? transaction?.connection.checkpoint()
        transaction = nil
        file?.didClose(self)
    }

    /// The open database, opened where needed.
    private func openTransaction() throws -> DirectoryTransaction {
        if let transaction { return transaction }
        guard let file else { throw MailboxError.closed }
        let opened = DirectoryTransaction(connection: try file.open(for: self), sources: sources)
        transaction = opened
        return opened
    }

    private func drain() {
        dispatchPrecondition(condition: .onQueue(queue))
        while true {
            let jobs: [any Job] = waiting.withLock { waiting in
                let taken = waiting.takeBatch()
                if taken.isEmpty { waiting.isScheduled = false }
                return taken
            }
            if jobs.isEmpty { return }
            let transaction: DirectoryTransaction
            do {
                transaction = try openTransaction()
            } catch {
                for job in jobs { job.complete(.failure(error)) }
                continue
            }
            file?.willUse()
            var batch = Batch(jobs, in: transaction)
            let outcomes = batch.run()
            events.publish(transaction.takeEvents())
            for (job, outcome) in zip(jobs, outcomes) { job.complete(outcome) }
        }
    }
}
