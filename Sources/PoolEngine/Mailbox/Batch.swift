// The jobs of one transaction, run to its commit.
//
// A savepoint for each job would let a job that fails be undone alone. It would also have SQLite copy every page a job
// is the first to change since the savepoint: a third of the work of adding a member. Jobs therefore share the
// transaction as it is. One that fails has changed nothing as a rule, because nouns look before they write. Where one
// has, everything is undone and the batch runs once more, now with savepoints.
//
// Jobs that only read share a transaction, too, as far as they stand before the first that writes: SQLite locks and
// unlocks the log for each query outside of one, at two system calls each.

internal import SQLite

/// The jobs of one transaction.
struct Batch {
    private let jobs: [any Job]
    private let transaction: PoolTransaction
    private var outcomes: [Outcome] = []
    /// The first outcome that depends on the transaction that is open; nil while none is.
    private var firstUncommitted: Int?
    /// Why no transaction could be opened; the other jobs need not wait for the same lock again.
    private var refusal: (any Error)?
    private var hasSavepoints = false
    /// Whether the transaction that is open is for reading only.
    private var isReading = false

    /// Prepares jobs to run in the order given.
    ///
    /// - Parameters:
    ///   - jobs: the jobs.
    ///   - transaction: the directory they work on; no transaction of its connection is open.
    init(_ jobs: [any Job], in transaction: PoolTransaction) {
        self.jobs = jobs
        self.transaction = transaction
        outcomes.reserveCapacity(jobs.count)
    }

    private var connection: Connection { transaction.connection }

    /// Runs all jobs and commits what they changed.
    ///
    /// - Returns: an outcome for each job. Events that are left in the transaction are of changes that stand.
    mutating func run() -> [Outcome] {
        while !attempt() {
            try? connection.rollbackTransaction()
            transaction.events.removeAll()
            outcomes.removeAll(keepingCapacity: true)
            firstUncommitted = nil
            isReading = false
            hasSavepoints = true
        }
        return outcomes
    }

    /// Runs all jobs once.
    ///
    /// - Returns: false when a job has to be undone that cannot be undone alone.
    private mutating func attempt() -> Bool {
        for job in jobs {
            let changesBefore = connection.totalChanges
            let eventsBefore = transaction.events.count
            do {
                try run(job)
                outcomes.append(.success(()))
            } catch {
                transaction.events.removeSubrange(eventsBefore...)
                let isUndone = hasSavepoints || connection.totalChanges == changesBefore
                if !isUndone, connection.isInTransaction {
                    guard firstUncommitted == outcomes.count else { return false }
                    try? connection.rollbackTransaction()
                    firstUncommitted = nil
                }
                outcomes.append(.failure(error))
                // A full disk or an I/O error makes SQLite end the whole transaction, also under a job that only
                // reads: what the batch did so far is gone and must not be acknowledged
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

    /// Has the queries of jobs share a transaction; without one they only cost more.
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

    /// Takes back what was only true as long as the transaction lived.
    private mutating func failUncommitted(_ error: any Error) {
        guard let first = firstUncommitted else { return }
        for index in first..<outcomes.count {
            if case .success = outcomes[index] { outcomes[index] = .failure(error) }
        }
        transaction.events.removeAll()
        firstUncommitted = nil
    }
}
