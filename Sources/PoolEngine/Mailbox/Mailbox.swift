internal import Dispatch
internal import Locking
internal import SQLite
internal import Synchronization
internal import Webhooks

/// Why a pool refused a job.
public enum MailboxError: Error {
    /// The pool has been closed.
    case closed
    /// The limit of waiting jobs is reached.
    case full
}

/// The serial queue that owns a user pool's connection.
///
/// The queue takes all waiting jobs, runs them in one transaction (`Batch`), commits, and only then completes them. One
/// commit serves many callers (group commit), and no job waits for more to come: an idle pool commits at once. An event
/// loop that has received several requests at once enqueues them all before it starts the queue, since a queue as fast
/// as the loop would commit each by itself. Rejected: a commit for each job (a fifth of the rate), and a timer that
/// collects jobs (latency).
///
/// The number of waiting jobs is limited, including those that are still being prepared (their passwords hashed). A
/// client that disconnects does not cancel its job, so the connection limit does not bound this queue.
public final class Mailbox: @unchecked Sendable {
    // Sendable: `transaction` and `log` are touched on `queue` only, which every entry asserts; the rest is locked.

    /// The default limit of waiting jobs: the default connection limit, so that clients that wait for each reply are
    /// never refused.
    public static let defaultWaitingLimit = 4_096

    /// Publishes the changes of this pool after their commits.
    public let events = EventStream()

    /// Why the file could not be opened the last time; nil when it could.
    let openingFailure = Lock<String?>(nil)

    /// Called with the access keys of the pool after a commit that changed them, before callers are answered.
    let accessKeysDidChange = Lock<(@Sendable ([AccessKey]) -> Void)?>(nil)

    /// The statements of the last requests.
    public let statements = StatementLog()

    /// Delivers the events of this pool to its webhooks.
    let deliveries = Lock<Deliveries?>(nil)

    let queue: DispatchQueue
    private let webhookStore: (any WebhookStore)?
    private let environment: Environment
    private let hooks: [PoolHook]
    private let waitingLimit: Int
    private let waiting = Lock(WaitingJobs())
    private(set) var transaction: PoolTransaction?
    /// Opens the connection when a job needs it and there is none; nil when it cannot be opened again.
    private var file: (any MailboxFile)?
    /// The state of the write-ahead log.
    var log = LogState()
    /// Runs checkpoints of the open file while jobs run.
    let checkpoints: DispatchQueue
    /// Whether the last checkpoint round has ended.
    let isRoundDone = Atomic(false)

    /// Creates a queue that owns a connection until it is closed.
    ///
    /// - Parameters:
    ///   - connection: a database with the schema of the pool's domains.
    ///   - environment: time, ids and randomness.
    ///   - hooks: the hooks of the pool's domains.
    ///   - label: the queue's name in a debugger.
    ///   - webhookStore: keeps the webhooks of the pool; nil if no event is delivered.
    ///   - waitingLimit: the most jobs that may wait, at least 1; those of the running transaction do not count.
    init(
        connection: sending Connection, environment: Environment, hooks: [PoolHook], label: String,
        webhookStore: (any WebhookStore)? = nil, waitingLimit: Int = Mailbox.defaultWaitingLimit
    ) {
        self.waitingLimit = waitingLimit
        self.webhookStore = webhookStore
        self.environment = environment
        self.hooks = hooks
        queue = DispatchQueue(label: label)
        checkpoints = DispatchQueue(label: "\(label) checkpoints")
        transaction = PoolTransaction(
            connection: connection, environment: environment, hooks: hooks, webhookStore: webhookStore)
    }

    /// Creates a queue that opens a file for the first job, and again for the first one after each `closeFile`.
    ///
    /// - Parameters:
    ///   - file: opens a database with the schema of the pool's domains.
    ///   - environment: time, ids and randomness.
    ///   - hooks: the hooks of the pool's domains.
    ///   - label: the queue's name in a debugger.
    ///   - webhookStore: keeps the webhooks of the pool; nil if no event is delivered.
    ///   - waitingLimit: the most jobs that may wait, at least 1; those of the running transaction do not count.
    init(
        file: any MailboxFile, environment: Environment, hooks: [PoolHook], label: String,
        webhookStore: (any WebhookStore)? = nil, waitingLimit: Int = Mailbox.defaultWaitingLimit
    ) {
        self.waitingLimit = waitingLimit
        self.webhookStore = webhookStore
        self.environment = environment
        self.hooks = hooks
        self.file = file
        queue = DispatchQueue(label: label)
        checkpoints = DispatchQueue(label: "\(label) checkpoints")
    }

    /// Enqueues a job.
    ///
    /// - Throws: `MailboxError.full`; the job is then neither run nor completed.
    public func enqueue(_ job: any Job) throws(MailboxError) {
        if try add(job) == .scheduleDrain { queue.async { self.drain() } }
    }

    /// Enqueues a job without starting the queue: the caller will add more and then call `start()`, so that all share one
    /// commit.
    ///
    /// - Returns: whether `start()` must be called after the last of them.
    /// - Throws: `MailboxError.full`; the job is then neither run nor completed.
    public func enqueue(deferringStart job: any Job) throws(MailboxError) -> Bool {
        switch try add(job, defersStart: true) {
        case .scheduleDrain:
            queue.async { self.drain() }
            return false
        case .startLater: return true
        case .none: return false
        }
    }

    /// Starts the queue after `enqueue(deferringStart:)`, unless it is running already.
    public func start() {
        let mustStart = waiting.withLock { waiting in
            waiting.isStartDeferred = false
            guard !waiting.isScheduled, !waiting.jobs.isEmpty else { return false }
            waiting.isScheduled = true
            return true
        }
        if mustStart { queue.async { self.drain() } }
    }

    /// Reserves a place for a job that is still being prepared.
    ///
    /// Must be followed by `enqueue(reserved:)` or `releasePlace()`.
    ///
    /// - Throws: `MailboxError.full`.
    public func reservePlace() throws(MailboxError) {
        let isReserved = waiting.withLock { waiting in
            guard waiting.jobs.count + waiting.reserved < waitingLimit else { return false }
            waiting.reserved += 1
            return true
        }
        guard isReserved else { throw .full }
    }

    /// Enqueues a job for which a place was reserved.
    public func enqueue(reserved job: any Job) {
        let isExclusive = job.isExclusive
        let next = waiting.withLock { waiting in
            waiting.reserved -= 1
            return waiting.append(job, isExclusive: isExclusive, defersStart: false)
        }
        if next == .scheduleDrain { queue.async { self.drain() } }
    }

    /// Releases a reserved place.
    public func releasePlace() {
        waiting.withLock { $0.reserved -= 1 }
    }

    private func add(_ job: any Job, defersStart: Bool = false) throws(MailboxError) -> WaitingJobs.NextStep {
        let isExclusive = job.isExclusive
        let next: WaitingJobs.NextStep? = waiting.withLock { waiting in
            guard waiting.jobs.count + waiting.reserved < waitingLimit else { return nil }
            return waiting.append(job, isExclusive: isExclusive, defersStart: defersStart)
        }
        guard let next else { throw .full }
        return next
    }

    /// Runs the waiting jobs, checkpoints the database file and closes it.
    ///
    /// Jobs enqueued afterwards fail with `MailboxError.closed`. Waits for the queue, so a job must not call it.
    public func close() {
        dispatchPrecondition(condition: .notOnQueue(queue))
        queue.sync {
            self.drain()
            self.closeConnection()
            self.file = nil
        }
    }

    /// Closes the connection until the next job, unless a job is waiting.
    ///
    /// The connection of a database in memory is kept.
    ///
    /// - Parameter isWanted: called on the pool's queue; whether the connection is still to be closed.
    func closeFile(if isWanted: @escaping @Sendable () -> Bool) {
        queue.async {
            guard self.file != nil, self.waiting.withLock({ !$0.isScheduled && $0.jobs.isEmpty }),
                isWanted()
            else { return }
            self.closeConnection()
        }
    }

    /// Checkpoints the database file and closes it.
    private func closeConnection() {
        dispatchPrecondition(condition: .onQueue(queue))
        guard transaction != nil else { return }
        finishCheckpoint()
        try? transaction?.connection.checkpoint()
        transaction = nil
        file?.didClose(self)
    }

    /// The transaction of the open database, which is opened if necessary.
    private func openTransaction() throws -> PoolTransaction {
        if let transaction { return transaction }
        guard let file else { throw MailboxError.closed }
        let opened = PoolTransaction(
            connection: try file.open(for: self), environment: environment, hooks: hooks,
            webhookStore: webhookStore)
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
            guard !jobs.isEmpty else { return checkpointWhenQuiet() }
            let transaction: PoolTransaction
            do {
                transaction = try openTransaction()
            } catch {
                if file != nil { openingFailure.withLock { $0 = "\(error)" } }
                for job in jobs { job.complete(.failure(error)) }
                continue
            }
            file?.willUse()
            transaction.followSwitch(of: statements)
            let isExclusive = jobs.contains(where: \.isExclusive)
            if isExclusive { finishCheckpoint() }
            // A restore writes, but opens its transaction itself.
            if jobs.contains(where: { $0.writes || $0.isExclusive }) { log.noteWriting() }
            var batch = Batch(jobs, in: transaction)
            let outcomes = batch.run()
            if transaction.accessKeysChanged { publishAccessKeys(of: transaction) }
            // A restore replaces the webhooks, too.
            if isExclusive { transaction.webhooksDidChange() }
            events.publish(transaction.takeEvents())
            if transaction.hasWebhookWork { deliver(of: transaction) }
            for (job, outcome) in zip(jobs, outcomes) { job.complete(outcome) }
            checkpointConcurrently()
        }
    }
}
