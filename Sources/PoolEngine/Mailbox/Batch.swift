// The jobs of one transaction, run to its commit.
//
// With a savepoint for each job, a failed job could be undone alone. But SQLite would then copy every page that is
// changed for the first time since the savepoint: a third of the work of adding a member. So the jobs share the
// transaction without savepoints. A failed job has usually changed nothing, because the domains check before they write.
// If it has, the transaction is rolled back and the batch runs once more, with savepoints.
//
// Jobs that only read and come before the first one that writes share a transaction, too: outside of a transaction
// SQLite locks and unlocks the log for each query, at two system calls each.

internal import SQLite

/// The jobs of one transaction.
struct Batch {
    private let jobs: [any Job]
    private let transaction: PoolTransaction
    private var outcomes: [Outcome] = []
    /// The index of the first outcome that depends on the open transaction; nil while none is open.
    private var firstUncommitted: Int?
    /// Why no transaction could be opened; kept so that the other jobs do not wait for the same lock again.
    private var refusal: (any Error)?
    private var hasSavepoints = false
    /// Whether the open transaction only reads.
    private var isReading = false

    /// Creates a batch that runs jobs in the order given.
    ///
    /// - Parameters:
    ///   - jobs: the jobs.
    ///   - transaction: the pool they work on; no transaction is open on its connection.
    init(_ jobs: [any Job], in transaction: PoolTransaction) {
        self.jobs = jobs
        self.transaction = transaction
        outcomes.reserveCapacity(jobs.count)
    }

    private var connection: Connection { transaction.connection }

    /// Runs all jobs and commits what they changed.
    ///
    /// - Returns: an outcome for each job. The events that remain in the transaction belong to committed changes.
    mutating func run() -> [Outcome] {
        while !attempt() {
            try? connection.rollbackTransaction()
            transaction.removeEvents(after: .beginning)
            outcomes.removeAll(keepingCapacity: true)
            firstUncommitted = nil
            isReading = false
            hasSavepoints = true
        }
        return outcomes
    }

    /// Runs all jobs once.
    ///
    /// - Returns: false when a job has to be undone but has no savepoint.
    private mutating func attempt() -> Bool {
        for job in jobs {
            let changesBefore = connection.totalChanges
            let mark = transaction.mark
            do {
                try run(job)
                outcomes.append(.success(()))
            } catch {
                transaction.removeEvents(after: mark)
                let isUndone = hasSavepoints || connection.totalChanges == changesBefore
                if !isUndone, connection.isInTransaction {
                    guard firstUncommitted == outcomes.count else { return false }
                    try? connection.rollbackTransaction()
                    firstUncommitted = nil
                }
                outcomes.append(.failure(error))
                // A full disk or an I/O error makes SQLite end the whole transaction, also under a job that only
                // reads: the changes of the batch so far are lost and must not be acknowledged
                // (https://sqlite.org/lang_transaction.html, section 3).
                if !connection.isInTransaction { failUncommitted(error) }
            }
        }
        commit()
        return true
    }

    private mutating func run(_ job: any Job) throws {
        guard job.writes else {
            if !job.isExclusive { beginReading() }
            return try job.run(in: transaction)
        }
        if firstUncommitted == nil {
            endReading()
            try begin()
            firstUncommitted = outcomes.count
        }
        if hasSavepoints {
            try connection.atomically { try job.run(in: transaction) }
        } else {
            try job.run(in: transaction)
        }
    }

    /// Opens a transaction for queries to share.
    ///
    /// If that fails they run without one, which only costs more.
    private mutating func beginReading() {
        guard firstUncommitted == nil, !isReading else { return }
        isReading = (try? connection.beginReading()) != nil
    }

    private mutating func endReading() {
        guard isReading else { return }
        isReading = false
        // A search may have brought its index up to date.
        do { try connection.commitTransaction() } catch { try? connection.rollbackTransaction() }
    }

    private mutating func begin() throws {
        if let refusal { throw refusal }
        do {
            try connection.beginTransaction()
        } catch {
            refusal = error
            throw error
        }
    }

    private mutating func commit() {
        endReading()
        guard firstUncommitted != nil else { return }
        do {
            try connection.commitTransaction()
        } catch {
            try? connection.rollbackTransaction()
            failUncommitted(error)
        }
    }

    /// Changes the outcomes of uncommitted jobs from success to failure.
    private mutating func failUncommitted(_ error: any Error) {
        guard let first = firstUncommitted else { return }
        for index in first..<outcomes.count {
            if case .success = outcomes[index] { outcomes[index] = .failure(error) }
        }
        transaction.removeEvents(after: .beginning)
        firstUncommitted = nil
    }
}
