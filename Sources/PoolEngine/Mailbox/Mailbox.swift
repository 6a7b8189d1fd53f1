internal import Dispatch
internal import Locking
internal import SQLite
internal import Synchronization

/// Why a pool took no work.
public enum MailboxError: Error {
    /// The pool has been closed.
    case closed
    /// As many jobs wait already as may.
    case full
}

/// The serial queue that owns a user pool's connection.
///
/// The queue takes all jobs that are waiting, runs them in one transaction (`Batch`), commits, and only then tells the
/// jobs. One commit so serves many callers (group commit) without anybody being made to wait for more work:
/// an idle pool commits at once. An event loop that has received several requests at once leaves them all before the
/// queue begins, since a queue as fast as the loop would commit each by itself. Rejected: a commit for each job (a fifth
/// of the rate), and a timer that collects jobs (latency).
///
/// The jobs that wait are bounded, those included that are still being made (their passwords hashed): a caller who
/// gives up leaves its job behind, so the number of connections bounds nothing.
public final class Mailbox: @unchecked Sendable {
    // Sendable: `transaction` and `log` are touched on `queue` only, which every entry asserts; the rest is locked.

    /// How many jobs wait at most when nothing is said: as many as there are connections by default, so that callers
    /// who wait for their answers are never refused.
    public static let defaultWaitingLimit = 4_096
    /// How many jobs that may wait for more begin without waiting.
    private static let enough = 16
    /// How many jobs one transaction takes at most, which bounds the wait of the first of them.
    private static let batchLimit = 256

    private struct Waiting {
        var jobs: [any Job] = []
        /// Places taken for jobs that are still being made.
        var reserved = 0
        var isScheduled = false
        /// Whether somebody has been told to call `begin()`.
        var isPostponed = false
        /// How many of the jobs are exclusive.
        var exclusive = 0

        /// Adds a job.
        ///
        /// - Parameters:
        ///   - job: the job.
        ///   - isExclusive: whether it has to be alone.
        ///   - mayWait: whether its caller is about to add others.
        /// - Returns: what has to follow.
        mutating func append(_ job: any Job, isExclusive: Bool, mayWait: Bool) -> Left {
            jobs.append(job)
            if isExclusive { exclusive += 1 }
            if isScheduled { return .isLeft }
            if mayWait, jobs.count < Mailbox.enough {
                defer { isPostponed = true }
                return isPostponed ? .isLeft : .isPostponed
            }
            isScheduled = true
            return .mustBegin
        }

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
    public let events = EventStream()

    /// Why the file could not be opened the last time; nil when it could.
    let openingFailure = Lock<String?>(nil)

    /// Called with the access keys of the pool after a commit that changed them, before callers are answered.
    let accessKeysDidChange = Lock<(@Sendable ([AccessKey]) -> Void)?>(nil)

    let queue: DispatchQueue
    private let environment: Environment
    private let hooks: [PoolHook]
    private let waitingLimit: Int
    private let waiting = Lock(Waiting())
    private(set) var transaction: PoolTransaction?
    /// Where the connection comes from when a job finds none; nil when it cannot come again.
    private var file: (any MailboxFile)?
    /// What is known of the write-ahead log.
    var log = LogState()
    /// Where the log of the open file is moved into it beside the work.
    let checkpoints: DispatchQueue
    /// Whether what was last begun there is done.
    let isRoundDone = Atomic(false)

    /// Gives a connection to a new queue, which keeps it until it is closed.
    ///
    /// - Parameters:
    ///   - connection: a database with the schema of the pool's domains; the caller gives it up.
    ///   - environment: time, ids and randomness.
    ///   - hooks: the hooks of the pool's domains.
    ///   - label: the queue's name in a debugger.
    ///   - waitingLimit: how many jobs may wait, at least 1; those of the transaction at work do not count.
    init(
        connection: sending Connection, environment: Environment, hooks: [PoolHook], label: String,
        waitingLimit: Int = Mailbox.defaultWaitingLimit
    ) {
        self.waitingLimit = waitingLimit
        self.environment = environment
        self.hooks = hooks
        queue = DispatchQueue(label: label)
        checkpoints = DispatchQueue(label: "\(label) checkpoints")
        transaction = PoolTransaction(connection: connection, environment: environment, hooks: hooks)
    }

    /// Makes a queue that opens a file when the first job comes, and after each `closeFile`.
    ///
    /// - Parameters:
    ///   - file: opens a database with the schema of the pool's domains.
    ///   - environment: time, ids and randomness.
    ///   - hooks: the hooks of the pool's domains.
    ///   - label: the queue's name in a debugger.
    ///   - waitingLimit: how many jobs may wait, at least 1; those of the transaction at work do not count.
    init(
        file: any MailboxFile, environment: Environment, hooks: [PoolHook], label: String,
        waitingLimit: Int = Mailbox.defaultWaitingLimit
    ) {
        self.waitingLimit = waitingLimit
        self.environment = environment
        self.hooks = hooks
        self.file = file
        queue = DispatchQueue(label: label)
        checkpoints = DispatchQueue(label: "\(label) checkpoints")
    }

    /// Leaves a job.
    ///
    /// - Throws: `MailboxError.full`; nothing of the job is called then.
    public func post(_ job: any Job) throws(MailboxError) {
        if try leave(job) == .mustBegin { queue.async { self.drain() } }
    }

    /// Leaves a job to which its caller is about to add others, so that one commit serves all of them.
    ///
    /// - Returns: whether `begin()` must be called when the last of them is left.
    /// - Throws: `MailboxError.full`; nothing of the job is called then.
    public func postponing(_ job: any Job) throws(MailboxError) -> Bool {
        switch try leave(job, mayWait: true) {
        case .mustBegin:
            queue.async { self.drain() }
            return false
        case .isPostponed: return true
        case .isLeft: return false
        }
    }

    /// Begins with the jobs that were postponed, unless others have led to it already.
    public func begin() {
        let mustBegin = waiting.withLock { waiting in
            waiting.isPostponed = false
            guard !waiting.isScheduled, !waiting.jobs.isEmpty else { return false }
            waiting.isScheduled = true
            return true
        }
        if mustBegin { queue.async { self.drain() } }
    }

    /// Takes a place for a job that is still being made.
    ///
    /// Must be followed by `post(reserved:)` or `giveUpPlace()`.
    ///
    /// - Throws: `MailboxError.full`.
    public func reservePlace() throws(MailboxError) {
        let isTaken = waiting.withLock { waiting in
            guard waiting.jobs.count + waiting.reserved < waitingLimit else { return false }
            waiting.reserved += 1
            return true
        }
        guard isTaken else { throw .full }
    }

    /// Leaves a job for which a place was reserved.
    public func post(reserved job: any Job) {
        let isExclusive = job.isExclusive
        let left = waiting.withLock { waiting in
            waiting.reserved -= 1
            return waiting.append(job, isExclusive: isExclusive, mayWait: false)
        }
        if left == .mustBegin { queue.async { self.drain() } }
    }

    /// Gives a reserved place back.
    public func giveUpPlace() {
        waiting.withLock { $0.reserved -= 1 }
    }

    /// What follows from leaving a job.
    private enum Left {
        case isLeft, isPostponed, mustBegin
    }

    private func leave(_ job: any Job, mayWait: Bool = false) throws(MailboxError) -> Left {
        let isExclusive = job.isExclusive
        let left: Left? = waiting.withLock { waiting in
            guard waiting.jobs.count + waiting.reserved < waitingLimit else { return nil }
            return waiting.append(job, isExclusive: isExclusive, mayWait: mayWait)
        }
        guard let left else { throw .full }
        return left
    }

    /// Finishes the jobs that wait, moves everything into the database file and closes it.
    ///
    /// Jobs posted afterwards fail with `MailboxError.closed`. Waits for the queue, so a job must not call it.
    public func close() {
        dispatchPrecondition(condition: .notOnQueue(queue))
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
            guard self.file != nil, self.waiting.withLock({ !$0.isScheduled && $0.jobs.isEmpty }),
                isWanted()
            else { return }
            self.letGo()
        }
    }

    /// Moves everything into the database file and closes it.
    private func letGo() {
        dispatchPrecondition(condition: .onQueue(queue))
        guard transaction != nil else { return }
        finishCheckpoint()
        try? transaction?.connection.checkpoint()
        transaction = nil
        file?.didClose(self)
    }

    /// The open database, opened where needed.
    private func openTransaction() throws -> PoolTransaction {
        if let transaction { return transaction }
        guard let file else { throw MailboxError.closed }
        let opened = PoolTransaction(
            connection: try file.open(for: self), environment: environment, hooks: hooks)
        opened.connection.watchLog()
        openingFailure.withLock { $0 = nil }
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
            if jobs.isEmpty {
                checkpointWhenQuiet()
                return
            }
            let transaction: PoolTransaction
            do {
                transaction = try openTransaction()
            } catch {
                if file != nil { openingFailure.withLock { $0 = "\(error)" } }
                for job in jobs { job.complete(.failure(error)) }
                continue
            }
            file?.willUse()
            if jobs.contains(where: \.isExclusive) { finishCheckpoint() }
            // A restore writes, but opens its transaction itself.
            if jobs.contains(where: { $0.writes || $0.isExclusive }) { log.noteWriting() }
            var batch = Batch(jobs, in: transaction)
            let outcomes = batch.run()
            if transaction.accessKeysChanged { publishAccessKeys(of: transaction) }
            events.publish(transaction.takeEvents())
            for (job, outcome) in zip(jobs, outcomes) { job.complete(outcome) }
            checkpointBesideWork()
        }
    }
}
